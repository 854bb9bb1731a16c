package dev.martlet.platform.http.server;

import dev.martlet.platform.core.context.Recording;
import dev.martlet.platform.core.trace.Span;
import io.helidon.webserver.http.RoutingRequest;

/** The span of a request, by OpenTelemetry's semantic conventions for HTTP; without the query and the client's address, which are personal data. */
final class RequestSpans {
    private static final int FIRST_OF_THE_SERVER = 500;

    private RequestSpans() {}

    /** Until its route is known. */
    static String name(RoutingRequest request) {
        return RequestTimers.known(request.prologue().method().text());
    }

    static void describe(Recording span, RoutingRequest request) {
        if (span.isSampled()) {
            var prologue = request.prologue();
            span.attribute("http.request.method", name(request));
            span.attribute("url.path", prologue.uriPath().rawPath());
            span.attribute("url.scheme", request.isSecure() ? "https" : "http");
            span.attribute("network.protocol.version", prologue.protocolVersion());
            span.attribute("server.address", request.localPeer().host());
            span.attribute("server.port", request.localPeer().port());
        }
    }

    /** @param uri the path's template; {@link RequestTimers#OTHER} if no resource has the path */
    static void answered(Span span, String uri, String method, int status) {
        if (span.isRecorded()) {
            if (!uri.equals(RequestTimers.OTHER)) {
                span.rename(method + " " + uri).with("http.route", uri);
            }
            span.with("http.response.status_code", status);
            if (status >= FIRST_OF_THE_SERVER) {
                span.fail(String.valueOf(status));
            }
        }
    }
}
