package dev.martlet.platform.http.server;

import dev.martlet.platform.http.problem.ProblemType;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.DirectHandler.TransportRequest;
import io.helidon.http.RequestException;
import io.helidon.http.Status;

/** Refuses a request before it is routed: the web server answers with the problem of this status ({@link ProblemDirectHandler}) and closes the connection. */
final class EarlyRefusal {
    private EarlyRefusal() {}

    static RequestException of(ProblemType type, TransportRequest request) {
        return RequestException.builder()
                .type(EventType.OTHER)
                .status(Status.create(type.status(), type.title()))
                .request(request)
                .setKeepAlive(false)
                .message(type.title())
                .build();
    }

    /** Before anything is known of the request. */
    static RequestException of(ProblemType type) {
        return of(type, TransportRequest.empty());
    }
}
