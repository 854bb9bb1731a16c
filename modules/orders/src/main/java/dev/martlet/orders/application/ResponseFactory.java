package dev.martlet.orders.application;

import dev.martlet.orders.domain.Order;
import dev.martlet.platform.runtime.idempotency.StoredResponse;
import java.util.Optional;

/** Makes the response to the request that placed an order, to be stored under the request's idempotency key; empty without a key. */
@FunctionalInterface
public interface ResponseFactory {
    /** For runs without a request: recovery and cancellation. */
    ResponseFactory NONE = _ -> Optional.empty();

    Optional<StoredResponse> responseTo(Order order);
}
