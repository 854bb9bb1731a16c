package dev.martlet.platform.events.transport;

import dev.martlet.platform.core.context.SpanKind;
import dev.martlet.platform.core.context.Trace;
import dev.martlet.platform.core.trace.Span;
import dev.martlet.platform.core.trace.Tracing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The spans of events, by OpenTelemetry's semantic conventions for messaging. An event's sending and handling belong to the trace in which it was recorded,
 * with a link to the span that recorded it. What is done once for several events belongs to the first of them whose trace is exported; the others link to it.
 */
public final class EventSpans {
    private EventSpans() {}

    /** Sends events to a subscriber or to a topic. @param system what carries them */
    public static <T> T send(EventBatch batch, String system, Supplier<T> work) {
        Optional<RawEvent> first = batch.events().stream().map(NumberedEvent::event).filter(event -> event.traceparent().isPresent()).findFirst();
        Span span = Tracing.continued(SpanKind.PRODUCER, "send " + batch.publisher(), first.flatMap(RawEvent::traceparent));
        if (span.isRecorded()) {
            describe(span, system, "send", batch.publisher());
            span.with("messaging.batch.message_count", batch.events().size()).with("martlet.subscriber", batch.subscriber());
            batch.events().stream().map(NumberedEvent::event).filter(event -> event != first.get())
                    .flatMap(event -> event.traceparent().flatMap(Trace::named).stream()).forEach(span::link);
        }
        return span.call(work);
    }

    /** Handles events: a span for each whose trace is exported. @param subscriber the module whose handlers run */
    public static void process(String subscriber, String publisher, List<NumberedEvent> events, Runnable work) {
        var spans = new ArrayList<Span>();
        if (Tracing.isOn()) {
            events.stream().map(NumberedEvent::event).filter(event -> event.traceparent().isPresent())
                    .forEach(event -> spans.add(begin(subscriber, publisher, event, spans)));
        }
        run(spans, work);
    }

    private static Span begin(String subscriber, String publisher, RawEvent event, List<Span> before) {
        Span span = Tracing.continued(SpanKind.CONSUMER, "process " + event.type(), event.traceparent());
        describe(span, "martlet", "process", publisher);
        span.with("messaging.message.id", event.id().toString()).with("martlet.event.key", event.key()).with("martlet.subscriber", subscriber);
        Trace.current().ifPresent(span::link);
        if (!before.isEmpty()) {
            span.link(before.getFirst().trace());
        }
        return span;
    }

    private static void run(List<Span> spans, Runnable work) {
        Span first = spans.isEmpty() ? Span.NONE : spans.getFirst();
        try {
            first.call(() -> {
                work.run();
                return first;
            });
        } catch (RuntimeException | Error failure) {
            spans.stream().skip(1).forEach(span -> span.fail(failure));
            throw failure;
        } finally {
            spans.stream().skip(1).forEach(Span::end);
        }
    }

    private static void describe(Span span, String system, String operation, String publisher) {
        span.with("messaging.system", system)
                .with("messaging.operation.name", operation)
                .with("messaging.operation.type", operation)
                .with("messaging.destination.name", publisher);
    }
}
