package dev.martlet.platform.http.limits;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** A body from a client that may be slow, but must be through with all of it in a limited time. */
public final class TimeLimitedInputStream extends FilterInputStream {
    private final long end;

    /** @param limit from now on */
    public TimeLimitedInputStream(InputStream in, Duration limit) {
        super(in);
        end = System.nanoTime() + limit.toNanos();
    }

    @Override
    public int read() throws IOException {
        try (var _ = timeout()) {
            return in.read();
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try (var _ = timeout()) {
            return in.read(bytes, offset, length);
        }
    }

    private IoTimeout timeout() {
        return IoTimeout.of(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
}
