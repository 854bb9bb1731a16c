package dev.martlet.platform.core.trace;

import dev.martlet.platform.core.context.SpanKind;
import dev.martlet.platform.core.context.Trace;
import java.util.Optional;
import java.util.function.Function;

/** Begins spans that have no parent in this process. One for the process, which exports traces, or {@link #OFF}. */
public interface Tracer extends AutoCloseable {
    /** Traces are not exported: requests have a trace for logs and for the calls that they make, and nothing else has. */
    Tracer OFF = new NoTracer();

    /**
     * Begins the span of a request, in the trace that its headers name.
     *
     * @param headers finds a header of the request
     */
    Trace receive(String name, Function<String, Optional<String>> headers);

    /**
     * Begins the span of a request if the trace that its headers name is exported. It begins none itself: what is written and asked for meanwhile has a trace,
     * but that is not exported.
     *
     * @param headers finds a header of the request
     */
    Trace join(String name, Function<String, Optional<String>> headers);

    /** Begins a trace; empty if traces are not exported. */
    Optional<Trace> root(SpanKind kind, String name);

    /** Begins a span below one of the past, perhaps of another process; empty if traces are not exported. */
    Optional<Trace> below(Trace parent, SpanKind kind, String name);

    /** Exports what was recorded, within seconds. */
    @Override
    void close();
}
