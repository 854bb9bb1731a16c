package dev.martlet.orders.infrastructure;

import dev.martlet.orders.domain.Order;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.runtime.idempotency.IdempotencyClaim;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys;
import java.util.Optional;
import java.util.UUID;

/** Answers a repeated request to place an order: with the stored response, or by the status of the order that the first request placed. */
final class IdempotentReplay {
    private final OrderRepository orders;
    private final IdempotencyKeys keys;

    IdempotentReplay(OrderRepository orders, IdempotencyKeys keys) {
        this.orders = orders;
        this.keys = keys;
    }

    Response answer(IdempotencyClaim claim) {
        return switch (keys.earlier(claim)) {
            case IdempotencyKeys.Earlier.Answered(Response answer) -> answer;
            case IdempotencyKeys.Earlier.Unanswered(Optional<UUID> orderId, _) -> orderId.flatMap(orders::findUnlessInFirstAttempt)
                    .map(order -> answer(claim, order))
                    // Also if the key has just expired: then the client repeats the request with a free key.
                    .orElseGet(() -> Response.of(IdempotencyKeys.inProgress()));
        };
    }

    private Response answer(IdempotencyClaim claim, Order order) {
        var answer = OrderResponses.of(order);
        if (order.status().isFinal()) {
            keys.store(keys.keep(Optional.of(claim), answer));
        }
        return answer.with("Idempotency-Replayed", "true");
    }
}
