package dev.martlet.platform.core.context;

import java.util.function.BiConsumer;

/** One span, as the exporter of traces records it. {@link #NONE} where no traces are exported; everything else uses {@code core.trace.Span}. */
public interface Recording {
    /** Records nothing. */
    Recording NONE = new NoRecording();

    /** Whether the span is exported. If not, it has no children and its attributes are ignored. */
    boolean isSampled();

    /** Begins a span below this one. */
    Trace child(SpanKind kind, String name);

    void rename(String name);

    void attribute(String key, String value);

    void attribute(String key, long value);

    /** Something that happened during the span, with one attribute. */
    void event(String name, String key, String value);

    void link(Trace other);

    /** @param type of the failure, of low cardinality; @param description without personal data, or empty */
    void fail(String type, String description);

    /** Exports it. Later calls of any method are ignored. */
    void end();

    /** @param header takes the name and the value of each header that carries the trace to another process */
    void inject(BiConsumer<String, String> header);
}
