package dev.martlet.orders.infrastructure;

import dev.martlet.orders.application.SagaLimits;
import dev.martlet.orders.domain.Order;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemType;
import dev.martlet.platform.runtime.idempotency.IdempotencyClaim;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Answers a request to place an order whose idempotency key came before: as the first time, or by how the order that it placed stands now. */
final class IdempotentReplay {
    private final OrderRepository orders;
    private final IdempotencyKeys keys;
    private final SagaLimits limits;
    private final Clock clock;

    IdempotentReplay(OrderRepository orders, IdempotencyKeys keys, SagaLimits limits, Clock clock) {
        this.orders = orders;
        this.keys = keys;
        this.limits = limits;
        this.clock = clock;
    }

    Response answer(IdempotencyClaim claim) {
        return switch (keys.earlier(claim)) {
            case IdempotencyKeys.Earlier.Answered(Response answer) -> answer;
            case IdempotencyKeys.Earlier.Unanswered(Optional<UUID> subject, _) -> answer(claim, subject.flatMap(orders::find));
        };
    }

    /** A claim and its order are recorded together, so there is one; if its key has just been forgotten, the client may as well come again. */
    private Response answer(IdempotencyClaim claim, Optional<Order> order) {
        return order.filter(placed -> !isUnderWay(placed)).map(placed -> answer(claim, placed)).orElseGet(() -> Response.of(Problem.of(
                ProblemType.IDEMPOTENCY_KEY_IN_PROGRESS, "The first request with this key has no answer yet. Try again soon.")));
    }

    private Response answer(IdempotencyClaim claim, Order order) {
        var answer = OrderResponses.of(order);
        if (order.status().isFinal()) {
            orders.keep(keys.keep(Optional.of(claim), answer));
        }
        return answer.with("Idempotency-Replayed", "true");
    }

    private boolean isUnderWay(Order order) {
        return !order.status().isFinal() && order.attempts() == 0 && clock.instant().isBefore(order.createdAt().plus(limits.lease()));
    }
}
