package dev.martlet.platform.calls.remote;

import dev.martlet.platform.core.work.TimeLimit;
import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;

/**
 * A request and its response. Closing it before the response was read to its end gives the connection up, where the client itself would first read on,
 * for as long as the other side sends.
 *
 * @param end gives the exchange up when its time is over
 */
record Exchange(HttpUriRequestBase request, ClassicHttpResponse response, TimeLimit end) implements AutoCloseable {
    /** The whole body; fails if it has more bytes, or if the time is over. */
    byte[] body(int largest) throws IOException {
        if (response.getEntity() == null) {
            return new byte[0];
        }
        byte[] bytes = readAtMost(largest + 1);
        if (bytes.length > largest) {
            throw new IOException("an answer of more than " + largest + " bytes");
        }
        return bytes;
    }

    /** With a length that is known there is no large buffer to clear; one byte more finds the end. */
    private byte[] readAtMost(int length) throws IOException {
        try {
            long announced = response.getEntity().getContentLength();
            return response.getEntity().getContent().readNBytes(announced < 0 ? length : (int) Math.min(announced + 1, length));
        } catch (IllegalStateException givenUp) {
            throw new IOException("the time was over", givenUp);
        }
    }

    @Override
    public void close() {
        end.close();
        request.cancel();
        try {
            response.close();
        } catch (IOException | IllegalStateException _) {
            // what is given up may complain
        }
    }
}
