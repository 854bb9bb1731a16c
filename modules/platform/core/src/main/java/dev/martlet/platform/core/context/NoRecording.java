package dev.martlet.platform.core.context;

import java.util.function.BiConsumer;

/** Does nothing: traces are not exported. */
final class NoRecording implements Recording {
    @Override
    public boolean isSampled() {
        return false;
    }

    @Override
    public Trace child(SpanKind kind, String name) {
        throw new IllegalStateException("a span that is not recorded has no children");
    }

    @Override
    public void rename(String name) {}

    @Override
    public void attribute(String key, String value) {}

    @Override
    public void attribute(String key, long value) {}

    @Override
    public void event(String name, String key, String value) {}

    @Override
    public void link(Trace other) {}

    @Override
    public void fail(String type, String description) {}

    @Override
    public void end() {}

    @Override
    public void inject(BiConsumer<String, String> header) {}
}
