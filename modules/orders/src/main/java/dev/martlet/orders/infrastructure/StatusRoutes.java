package dev.martlet.orders.infrastructure;

import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.StreamHandler;
import dev.martlet.platform.http.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;

/** The REST resource that streams an order's status changes. The server bounds the number of open streams. */
public final class StatusRoutes {
    private final OrderRepository orders;
    private final StatusFeed feed;
    private final Duration lifetime;

    /** @param lifetime the longest time that a stream is kept open */
    public StatusRoutes(OrderRepository orders, StatusFeed feed, Duration lifetime) {
        this.orders = orders;
        this.feed = feed;
        this.lifetime = lifetime;
    }

    public Resource[] resources() {
        return new Resource[] {Resource.at("/orders/{id}/events").partOf(this::find).stream(OrderRoutes.OWN, "text/event-stream", this::stream)};
    }

    private Response find(Request request) {
        return OrderRoutes.find(orders, request);
    }

    private StreamHandler.Body stream(Request request) {
        return orders.find(request.id("id"))
                .map(order -> stream(StatusChange.of(order), request.header("Last-Event-ID")))
                .orElseThrow(() -> new ProblemException(OrderRoutes.notFound()));
    }

    /** A client that has received the final status gets no second stream: an EventSource would reconnect forever. */
    private StreamHandler.Body stream(StatusChange current, Optional<String> seen) {
        return current.status().isFinal() && seen.equals(Optional.of(current.status().name()))
                ? StreamHandler.NOTHING_MORE
                : new StatusStream(feed, current, lifetime, StatusStream.HEARTBEAT);
    }
}
