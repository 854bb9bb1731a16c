package dev.martlet.platform.http.server;

import dev.martlet.platform.http.problem.ProblemType;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.RequestException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Reads a connection as RFC 9112 says where the web server does not: request lines of HTTP/1.0 and after an empty line (sections 2.2, 2.3), headers up to their
 * limit, and chunks framed exactly as section 7.1 says, without extensions. The web server takes {@code +7} for a size and any two bytes for the end of a
 * chunk, which another reader of the same bytes may see differently.
 */
@SuppressWarnings("removal") // the constructor of DataReader that reads bytes as they come
final class StrictReader extends DataReader {
    private static final Pattern CHUNK_SIZE = Pattern.compile("[0-9a-fA-F]{1,7}");
    private static final int LONGEST_LINE = 16;
    private static final int MOST_EMPTY_LINES = 4;

    private boolean readsHeaders;
    private RequestLine requestLine = RequestLine.UNCLEAR;
    private Next next = Next.SIZE;

    /** What comes next in a chunked body; nothing after a fault, where the web server would look for the end of the body. */
    private enum Next { SIZE, DATA, END_OF_DATA, END_OF_BODY, NOTHING }

    StrictReader(DataReader connection) {
        super(() -> {
            connection.ensureAvailable();
            return connection.readBytes(connection.available());
        });
    }

    /** The last one that was read. */
    RequestLine requestLine() {
        return requestLine;
    }

    /** The headers of the request have been read; a body or the next request line follows. */
    void headersRead() {
        readsHeaders = false;
    }

    /** The web server looks for the end of a request line first, and then for those of headers. */
    @Override
    public int findNewLine(int max) {
        return readsHeaders ? withinLimit(super.findNewLine(max), max) : findEndOfRequestLine(max);
    }

    @Override
    public int findOrNewLine(byte wanted, int max) {
        return withinLimit(super.findOrNewLine(wanted, max), max);
    }

    /** The web server reads the request line so. It refuses HTTP/1.0, of which it would read nothing else differently. */
    @Override
    public byte[] readBytes(int length) {
        byte[] bytes = super.readBytes(length);
        if (!readsHeaders) {
            readsHeaders = true;
            if (requestLine.isHttp10()) {
                bytes[length - 1] = '1';
            }
        }
        return bytes;
    }

    /** The web server reads lines only for the size of a chunk, and for the empty one after the last. */
    @Override
    public String readLine() {
        require(next != Next.NOTHING);
        String line = readAsciiString(findEndOfChunkLine());
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

    private int findEndOfRequestLine(int max) {
        for (int skipped = 0; skipped < MOST_EMPTY_LINES && startsWithNewLine(); skipped++) {
            super.skip(2);
        }
        int length = super.findNewLine(max);
        requestLine = length < max ? RequestLine.read(getBuffer(length).readString(length, StandardCharsets.US_ASCII)) : RequestLine.UNCLEAR;
        return length;
    }

    private int findEndOfChunkLine() {
        try {
            int length = super.findNewLine(LONGEST_LINE);
            require(length < LONGEST_LINE);
            return length;
        } catch (IncorrectNewLineException _) {
            throw unclear();
        }
    }

    private static int withinLimit(int found, int max) {
        if (found >= max) {
            throw EarlyRefusal.of(ProblemType.HEADERS_TOO_LARGE);
        }
        return found;
    }

    private void require(boolean clear) {
        if (!clear) {
            throw unclear();
        }
    }

    private RequestException unclear() {
        next = Next.NOTHING;
        return EarlyRefusal.of(ProblemType.INVALID_REQUEST);
    }
}
