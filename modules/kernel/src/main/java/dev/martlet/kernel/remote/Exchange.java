package dev.martlet.kernel.remote;

import java.io.IOException;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;

/**
 * A request and its response. Closing it before the response was read to its end gives the connection up, where the client itself would first read on, for
 * as long as the other side sends.
 *
 * @param end gives the exchange up when its time is over
 */
record Exchange(HttpUriRequestBase request, ClassicHttpResponse response, Future<?> end) implements AutoCloseable {
    @Override
    public void close() {
        end.cancel(false);
        request.cancel();
        try {
            response.close();
        } catch (IOException _) {
            // what is given up may complain
        }
    }
}
