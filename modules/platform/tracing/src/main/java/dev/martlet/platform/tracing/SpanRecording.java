package dev.martlet.platform.tracing;

import dev.martlet.platform.core.context.Recording;
import dev.martlet.platform.core.context.SpanKind;
import dev.martlet.platform.core.context.Trace;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.function.BiConsumer;

/**
 * A span of OpenTelemetry's SDK.
 *
 * @param context the span with what else its headers brought, such as baggage
 */
record SpanRecording(OpenTelemetryTracer tracer, Span span, Context within) implements Recording {
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    SpanContext context() {
        return span.getSpanContext();
    }

    @Override
    public boolean isSampled() {
        return span.isRecording();
    }

    @Override
    public Trace child(SpanKind kind, String name) {
        return tracer.begin(within, kind, name);
    }

    @Override
    public void rename(String name) {
        span.updateName(name);
    }

    @Override
    public void attribute(String key, String value) {
        span.setAttribute(key, value);
    }

    @Override
    public void attribute(String key, long value) {
        span.setAttribute(key, value);
    }

    @Override
    public void event(String name, String key, String value) {
        span.addEvent(name, Attributes.of(AttributeKey.stringKey(key), value));
    }

    @Override
    public void link(Trace other) {
        span.addLink(OpenTelemetryTracer.context(other));
    }

    @Override
    public void fail(String type, String description) {
        span.setAttribute(ERROR_TYPE, type).setStatus(StatusCode.ERROR, description);
    }

    @Override
    public void end() {
        span.end();
    }

    @Override
    public void inject(BiConsumer<String, String> header) {
        tracer.propagator().inject(within, header, (carrier, key, value) -> carrier.accept(key, value));
    }
}
