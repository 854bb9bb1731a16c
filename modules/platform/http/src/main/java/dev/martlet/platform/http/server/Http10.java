package dev.martlet.platform.http.server;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** What the headers of a request of HTTP/1.0 mean in HTTP/1.1. */
final class Http10 {
    private Http10() {}

    /**
     * One request per connection, also if the client wants to keep it. {@code Expect} is ignored (RFC 9110, section 10.1.1), as are trailers. A request
     * without a Host is for the address that it came to (RFC 9112, section 3.3).
     */
    static void adapt(WritableHeaders<?> headers, ConnectionContext connection) {
        headers.set(HeaderValues.CONNECTION_CLOSE);
        headers.remove(HeaderNames.EXPECT);
        headers.remove(HeaderNames.TE);
        if (!headers.contains(HeaderNames.HOST) && connection.localPeer().address() instanceof InetSocketAddress local) {
            headers.set(HeaderNames.HOST, literal(local.getAddress()) + ":" + local.getPort());
        }
    }

    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        return text.indexOf(':') < 0 ? text : "[" + text.replaceFirst("%.*", "") + "]";
    }
}
