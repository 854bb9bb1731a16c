package dev.martlet.platform.core.trace;

import dev.martlet.platform.core.context.SpanKind;
import dev.martlet.platform.core.context.Trace;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The tracer of the process, and what begins with it: the work of a worker, and the handling of what another process or an earlier request has left. */
public final class Tracing {
    private static volatile Tracer tracer = Tracer.OFF;

    private Tracing() {}

    public static Tracer tracer() {
        return tracer;
    }

    public static boolean isOn() {
        return tracer != Tracer.OFF;
    }

    /** From here on, spans of this process are this tracer's. */
    public static void use(Tracer exporting) {
        tracer = exporting;
    }

    /** Ends the use of the tracer, unless another one is in use. */
    public static void end(Tracer exporting) {
        if (tracer == exporting) {
            tracer = Tracer.OFF;
        }
    }

    /** The span that this thread works in, as text for work that is done later, perhaps elsewhere; empty unless its trace is exported. */
    public static Optional<String> parent() {
        return Trace.current().filter(Trace::isSampled).map(Trace::parent);
    }

    /** The same, also if its trace is not exported: the lines of the log have it. */
    public static Optional<String> anyParent() {
        return Trace.current().map(Trace::parent);
    }

    /** Gives the headers by which a program that this thread calls continues the trace. */
    public static void inject(BiConsumer<String, String> header) {
        Trace.current().ifPresent(trace -> trace.inject(header));
    }

    /**
     * Begins a trace of its own for work that no request waits for, linked to the span that it continues. If traces are not exported, the work belongs to that
     * span's trace: links are not seen, and the lines of the log are to be found together.
     *
     * @param earlier its {@link #anyParent}
     */
    public static Span linked(String name, Optional<String> earlier) {
        if (!isOn()) {
            return Span.of(Optional.of(Trace.continuing(earlier)));
        }
        Span span = Span.of(tracer.root(SpanKind.INTERNAL, name));
        earlier.flatMap(Trace::named).filter(Trace::isSampled).ifPresent(span::link);
        return span;
    }

    /** Begins a span in the trace of an earlier one, and linked to it. @param earlier its {@link #parent} */
    public static Span continued(SpanKind kind, String name, Optional<String> earlier) {
        Optional<Trace> parent = isOn() ? earlier.flatMap(Trace::named) : Optional.empty();
        Span span = Span.of(parent.flatMap(trace -> tracer.below(trace, kind, name)));
        parent.ifPresent(span::link);
        return span;
    }
}
