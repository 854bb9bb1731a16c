package dev.martlet.orders.infrastructure;

import dev.martlet.orders.application.CancelOrder;
import dev.martlet.orders.application.Cancellation;
import dev.martlet.orders.domain.Order;
import dev.martlet.platform.http.Audit;
import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemType;
import dev.martlet.platform.runtime.idempotency.IdempotencyClaim;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The REST resource that cancels orders. */
public final class CancellationRoutes {
    private static final ProblemType NOT_CANCELLABLE = new ProblemType("order-not-cancellable", 409, "The order cannot be cancelled");
    private static final int ACCEPTED = 202;

    private final OrderRepository orders;
    private final CancelOrder cancelOrder;
    private final IdempotencyKeys keys;

    public CancellationRoutes(OrderRepository orders, CancelOrder cancelOrder, IdempotencyKeys keys) {
        this.orders = orders;
        this.cancelOrder = cancelOrder;
        this.keys = keys;
    }

    public Resource[] resources() {
        return new Resource[] {Resource.at("/orders/{id}/cancel").partOf(this::find).action(OrderRoutes.OWN, this::cancel)};
    }

    private Response find(Request request) {
        return OrderRoutes.find(orders, request);
    }

    private Response cancel(Request request) {
        var id = request.id("id");
        var claim = keys.claim(request, Map.of(), id);
        return keys.isFree(claim) ? run(id, claim) : repeat(id, claim.orElseThrow());
    }

    /** A cancellation may be repeated, so a request without a stored response runs again. */
    private Response repeat(UUID id, IdempotencyClaim claim) {
        return switch (keys.earlier(claim)) {
            case IdempotencyKeys.Earlier.Answered(Response answer) -> answer;
            case IdempotencyKeys.Earlier.Unanswered _ -> run(id, Optional.of(claim));
        };
    }

    private Response run(UUID id, Optional<IdempotencyClaim> claim) {
        var answer = answer(cancelOrder.cancel(id, () -> Audit.log("Cancellation of order " + id + " begun")));
        if (answer.status() != ACCEPTED) {
            keys.store(keys.keep(claim, answer));
        }
        return answer;
    }

    private static Response answer(Cancellation cancellation) {
        return switch (cancellation) {
            case Cancellation.Cancelled(Order order) -> Response.ok(OrderView.of(order));
            case Cancellation.Unfinished(Order order) -> OrderResponses.unfinished(order);
            case Cancellation.NotCancellable(Order order) -> Response.of(Problem.of(
                    NOT_CANCELLABLE, "The order is " + order.status().shown() + "; only an order that is PENDING or CONFIRMED can be cancelled."));
            case Cancellation.Unknown _ -> Response.of(OrderRoutes.notFound());
        };
    }
}
