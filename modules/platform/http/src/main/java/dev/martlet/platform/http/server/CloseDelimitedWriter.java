package dev.martlet.platform.http.server;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

/**
 * Writes a response as it is or, for a client of HTTP/1.0 that knows no chunks (RFC 9112, section 6.1), without its chunk framing. The web server writes
 * the head of a chunked response with one call, and each chunk with one call.
 */
final class CloseDelimitedWriter implements DataWriter {
    private final DataWriter connection;
    private boolean removesChunks;
    private boolean headWritten;

    CloseDelimitedWriter(DataWriter connection) {
        this.connection = connection;
    }

    /** The next buffer is the head of a response, and each one after it a chunk. */
    void removeChunks() {
        removesChunks = true;
    }

    @Override
    public void write(BufferData... buffers) {
        write(BufferData.create(buffers));
    }

    @Override
    public void write(BufferData buffer) {
        connection.write(unframed(buffer));
    }

    @Override
    public void writeNow(BufferData... buffers) {
        writeNow(BufferData.create(buffers));
    }

    @Override
    public void writeNow(BufferData buffer) {
        connection.writeNow(unframed(buffer));
    }

    @Override
    public void flush() {
        connection.flush();
    }

    @Override
    public void close() {
        connection.close();
    }

    private BufferData unframed(BufferData buffer) {
        if (removesChunks && headWritten) {
            return content(buffer);
        }
        headWritten = removesChunks;
        return buffer;
    }

    /** What stands between the line with the chunk's size and the end of its line. */
    private static BufferData content(BufferData chunk) {
        int size = 0;
        for (int digit = Character.digit(chunk.read(), 16); digit >= 0; digit = Character.digit(chunk.read(), 16)) {
            size = size * 16 + digit;
        }
        chunk.skip(1);
        byte[] content = new byte[size];
        chunk.read(content);
        return BufferData.create(content);
    }
}
