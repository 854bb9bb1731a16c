package dev.martlet.kernel.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import java.util.regex.Pattern;

/**
 * Reads a connection with chunks framed exactly as RFC 9112, section 7.1 says, without extensions. The web server takes {@code +7} for a size and
 * any two bytes for the end of a chunk, which another reader of the same bytes may see differently.
 */
final class StrictReader extends DataReader {
    private static final Pattern CHUNK_SIZE = Pattern.compile("[0-9a-fA-F]{1,7}");
    private static final int LONGEST_LINE = 16;

    private Next next = Next.SIZE;

    /** What comes next in a chunked body. */
    private enum Next { SIZE, DATA, END_OF_DATA, END_OF_BODY }

    StrictReader(DataReader connection) {
        super(() -> {
            connection.ensureAvailable();
            return connection.readBytes(connection.available());
        });
    }

    /** The web server reads lines only for the size of a chunk, and for the empty one after the last. */
    @Override
    public String readLine() {
        String line = readAsciiString(findEndOfLine());
        super.skip(2);
        if (next == Next.END_OF_BODY) {
            require(line.isEmpty());
            next = Next.SIZE;
        } else {
            require(CHUNK_SIZE.matcher(line).matches());
            next = Integer.parseInt(line, 16) == 0 ? Next.END_OF_BODY : Next.DATA;
        }
        return line;
    }

    @Override
    public BufferData readBuffer(int length) {
        BufferData data = super.readBuffer(length);
        if (next == Next.DATA) {
            next = Next.END_OF_DATA;
        }
        return data;
    }

    /** The web server skips what must be the end of a line. */
    @Override
    public void skip(int bytes) {
        if (next == Next.END_OF_DATA) {
            require(read() == '\r' && read() == '\n');
            next = Next.SIZE;
        } else {
            super.skip(bytes);
        }
    }

    private int findEndOfLine() {
        try {
            int length = findNewLine(LONGEST_LINE);
            require(length < LONGEST_LINE);
            return length;
        } catch (IncorrectNewLineException _) {
            throw unclear();
        }
    }

    private static void require(boolean clear) {
        if (!clear) {
            throw unclear();
        }
    }

    private static RequestException unclear() {
        return RequestException.builder()
                .type(DirectHandler.EventType.BAD_REQUEST)
                .status(Status.BAD_REQUEST_400)
                .setKeepAlive(false)
                .message("A chunk is not framed clearly")
                .build();
    }
}
