package dev.martlet.platform.tracing;

import dev.martlet.platform.core.context.SpanKind;
import dev.martlet.platform.core.context.Trace;
import dev.martlet.platform.core.trace.Tracer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Begins spans of OpenTelemetry's SDK. The context of each travels with the thread's own, never in OpenTelemetry's thread-local one. */
final class OpenTelemetryTracer implements Tracer {
    private static final long LONGEST_CLOSE_S = 5;
    private static final Headers HEADERS = new Headers();

    private final OpenTelemetrySdk sdk;
    private final io.opentelemetry.api.trace.Tracer spans;
    private final TextMapPropagator propagator;

    OpenTelemetryTracer(OpenTelemetrySdk sdk, String version) {
        this.sdk = sdk;
        spans = sdk.getTracerProvider().tracerBuilder("dev.martlet").setInstrumentationVersion(version).build();
        propagator = sdk.getPropagators().getTextMapPropagator();
    }

    @Override
    public Trace receive(String name, Function<String, Optional<String>> headers) {
        return begin(propagator.extract(Context.root(), headers, HEADERS), SpanKind.SERVER, name);
    }

    @Override
    public Trace join(String name, Function<String, Optional<String>> headers) {
        Context parent = propagator.extract(Context.root(), headers, HEADERS);
        SpanContext caller = Span.fromContext(parent).getSpanContext();
        if (caller.isSampled()) {
            return begin(parent, SpanKind.SERVER, name);
        }
        return trace(Span.wrap(caller.isValid() ? caller : context(Trace.continuing(Optional.empty()))), parent);
    }

    @Override
    public Optional<Trace> root(SpanKind kind, String name) {
        return Optional.of(begin(Context.root(), kind, name));
    }

    @Override
    public Optional<Trace> below(Trace parent, SpanKind kind, String name) {
        return Optional.of(begin(Context.root().with(Span.wrap(context(parent))), kind, name));
    }

    /** What is not exported by then is lost. */
    @Override
    public void close() {
        sdk.getSdkTracerProvider().shutdown().join(LONGEST_CLOSE_S, TimeUnit.SECONDS);
        sdk.close();
    }

    Trace begin(Context parent, SpanKind kind, String name) {
        return trace(spans.spanBuilder(name).setParent(parent).setSpanKind(io.opentelemetry.api.trace.SpanKind.valueOf(kind.name())).startSpan(), parent);
    }

    private Trace trace(Span span, Context parent) {
        SpanContext known = span.getSpanContext();
        return new Trace(known.getTraceId(), known.getSpanId(), known.getTraceFlags().asHex(), new SpanRecording(this, span, parent.with(span)));
    }

    TextMapPropagator propagator() {
        return propagator;
    }

    static SpanContext context(Trace trace) {
        return trace.recording() instanceof SpanRecording here
                ? here.context()
                : SpanContext.createFromRemoteParent(trace.traceId(), trace.spanId(), TraceFlags.fromHex(trace.flags(), 0), TraceState.getDefault());
    }

    /** Propagators ask for the headers that they know. */
    private static final class Headers implements TextMapGetter<Function<String, Optional<String>>> {
        @Override
        @SuppressWarnings("deprecation") // the interface still asks for it
        public Iterable<String> keys(Function<String, Optional<String>> headers) {
            return List.of();
        }

        @Override
        public String get(Function<String, Optional<String>> headers, String key) {
            return headers == null ? null : headers.apply(key).orElse(null);
        }
    }
}
