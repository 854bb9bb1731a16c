package dev.martlet.platform.core.trace;

import dev.martlet.platform.core.UnavailableException;
import dev.martlet.platform.core.context.Recording;
import dev.martlet.platform.core.context.RequestContext;
import dev.martlet.platform.core.context.SpanKind;
import dev.martlet.platform.core.context.Trace;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A part of a trace (OpenTelemetry): a named piece of work with a begin, an end and attributes, which never hold personal data. Where the trace is not
 * exported it costs nothing: {@link #NONE}.
 */
public final class Span {
    /** Is not recorded. */
    public static final Span NONE = new Span(new Trace("", "", "00", Recording.NONE));

    private final Trace trace;

    private Span(Trace trace) {
        this.trace = trace;
    }

    static Span of(Optional<Trace> trace) {
        return trace.map(Span::new).orElse(NONE);
    }

    /** The span that this thread works in. */
    public static Span current() {
        Optional<Trace> trace = Trace.current();
        return trace.isPresent() && trace.get().recording().isSampled() ? new Span(trace.get()) : NONE;
    }

    /** Begins a span below the one that this thread works in. The caller ends it, or has it run its work. */
    public static Span begin(SpanKind kind, String name) {
        Optional<Trace> trace = Trace.current();
        return trace.isPresent() && trace.get().recording().isSampled() ? new Span(trace.get().recording().child(kind, name)) : NONE;
    }

    /** Runs a step of the work of this thread as a span. */
    public static <T> T step(String name, Supplier<T> work) {
        return begin(SpanKind.INTERNAL, name).call(work);
    }

    /** Begins the span of a request to another program, below the one that this thread works in. */
    public static Span client(String name) {
        return begin(SpanKind.CLIENT, name);
    }

    /** Whether attributes and events have an effect. */
    public boolean isRecorded() {
        return trace.recording().isSampled();
    }

    public Trace trace() {
        return trace;
    }

    /** Runs the work in this span, and ends it. A failure is noted. */
    public <T> T call(Supplier<? extends T> work) {
        if (this == NONE) {
            return work.get();
        }
        try {
            return RequestContext.current().with(trace).call(work);
        } catch (RuntimeException | Error failure) {
            fail(failure);
            throw failure;
        } finally {
            end();
        }
    }

    public Span rename(String name) {
        trace.recording().rename(name);
        return this;
    }

    public Span with(String key, String value) {
        trace.recording().attribute(key, value);
        return this;
    }

    public Span with(String key, long value) {
        trace.recording().attribute(key, value);
        return this;
    }

    /** Something that happened during the span. */
    public Span event(String name, String key, String value) {
        trace.recording().event(name, key, value);
        return this;
    }

    public Span link(Trace other) {
        if (!other.traceId().isEmpty()) {
            trace.recording().link(other);
        }
        return this;
    }

    /** The message of an unknown failure is left out: it may quote what a client has sent. */
    public Span fail(Throwable failure) {
        if (isRecorded()) {
            trace.recording().fail(failure.getClass().getSimpleName(), failure instanceof UnavailableException ? String.valueOf(failure.getMessage()) : "");
        }
        return this;
    }

    /** @param type of the failure, such as a status code */
    public Span fail(String type) {
        trace.recording().fail(type, "");
        return this;
    }

    public void end() {
        trace.recording().end();
    }
}
