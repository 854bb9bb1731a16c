package dev.martlet.platform.http.limits;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** A stream to a client that may be slow, but not so slow that a write takes longer than any client that lives. */
public final class TimeLimitedOutputStream extends FilterOutputStream {
    public TimeLimitedOutputStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        timed(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
        timed(out::flush);
    }

    @Override
    public void close() throws IOException {
        timed(out::close);
    }

    private static void timed(Writing work) throws IOException {
        try (var _ = IoTimeout.of(IoTimeout.LONGEST_WRITE)) {
            work.run();
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
    }

    private interface Writing {
        void run() throws IOException;
    }
}
