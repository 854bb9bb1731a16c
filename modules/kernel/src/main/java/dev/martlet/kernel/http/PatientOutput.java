package dev.martlet.kernel.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** A stream to a client that may be slow, but not so slow that a write takes longer than any client that lives. */
public final class PatientOutput extends FilterOutputStream {
    public PatientOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        patiently(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
        patiently(out::flush);
    }

    @Override
    public void close() throws IOException {
        patiently(out::close);
    }

    private static void patiently(Reply.Writing work) throws IOException {
        try (var _ = Patience.of(Reply.LONGEST_WRITE)) {
            work.run();
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
    }
}
