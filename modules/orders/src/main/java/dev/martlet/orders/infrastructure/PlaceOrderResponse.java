package dev.martlet.orders.infrastructure;

import dev.martlet.orders.application.ResponseFactory;
import dev.martlet.orders.domain.Order;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.runtime.idempotency.IdempotencyClaim;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys;
import dev.martlet.platform.runtime.idempotency.StoredResponse;
import java.util.Optional;

/** The response to one request to place an order: made once, then stored with the order and sent. */
final class PlaceOrderResponse implements ResponseFactory {
    private final IdempotencyKeys keys;
    private final Optional<IdempotencyClaim> claim;
    private Optional<Made> made = Optional.empty();

    private record Made(Order order, Response response) {}

    PlaceOrderResponse(IdempotencyKeys keys, Optional<IdempotencyClaim> claim) {
        this.keys = keys;
        this.claim = claim;
    }

    @Override
    public Optional<StoredResponse> responseTo(Order order) {
        return keys.keep(claim, of(order));
    }

    Response of(Order order) {
        var response = made.filter(earlier -> earlier.order().equals(order)).orElseGet(() -> new Made(order, OrderResponses.of(order)));
        made = Optional.of(response);
        return response.response();
    }
}
