package dev.martlet.platform.core.observe;

import dev.martlet.platform.core.context.Trace;
import io.prometheus.metrics.tracer.common.SpanContext;

/** Gives measurements the trace of the request that they are of, if it is exported: Prometheus shows it as an exemplar of the bucket. */
final class ExemplarTraces implements SpanContext {
    @Override
    public String getCurrentTraceId() {
        return Trace.current().map(Trace::traceId).orElse(null);
    }

    @Override
    public String getCurrentSpanId() {
        return Trace.current().map(Trace::spanId).orElse(null);
    }

    @Override
    public boolean isCurrentSpanSampled() {
        return Trace.current().filter(Trace::isSampled).isPresent();
    }

    @Override
    public void markCurrentSpanAsExemplar() {}
}
