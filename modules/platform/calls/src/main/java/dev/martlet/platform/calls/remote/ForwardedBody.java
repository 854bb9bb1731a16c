package dev.martlet.platform.calls.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;

/** The body of a forwarded request. If it breaks off, the connection does, too: the client library would end the part that was sent like a whole body. */
final class ForwardedBody extends HttpEntityWrapper {
    private final HttpUriRequestBase request;
    private boolean broken;

    /** @param length in bytes, or -1 if it is not known */
    ForwardedBody(HttpUriRequestBase request, InputStream body, long length) {
        super(new InputStreamEntity(body, length, null));
        this.request = request;
    }

    /** Whether the request was given up because its body could not be read or sent, and not because its time was up. */
    static boolean isBroken(HttpUriRequestBase request) {
        return request.getEntity() instanceof ForwardedBody body && body.broken;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try {
            super.writeTo(out);
        } catch (IOException | RuntimeException failure) {
            broken = !request.isCancelled();
            request.cancel();
            throw failure;
        }
    }
}
