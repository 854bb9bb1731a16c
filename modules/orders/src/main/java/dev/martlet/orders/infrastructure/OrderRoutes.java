package dev.martlet.orders.infrastructure;

import dev.martlet.orders.application.PlaceOrder;
import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.platform.core.Ids;
import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemException;
import dev.martlet.platform.http.problem.ProblemType;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The REST resources that place and read orders. */
public final class OrderRoutes {
    private final OrderRepository orders;
    private final OrderListRepository queries;
    private final PlaceOrder placeOrder;
    private final IdempotencyKeys keys;
    private final IdempotencyKeyRepository responses;
    private final IdempotentReplay replay;
    private final Clock clock;

    public OrderRoutes(
            OrderRepository orders,
            OrderListRepository queries,
            PlaceOrder placeOrder,
            IdempotencyKeys keys,
            IdempotencyKeyRepository responses,
            Clock clock) {
        this.orders = orders;
        this.queries = queries;
        this.placeOrder = placeOrder;
        this.keys = keys;
        this.responses = responses;
        this.replay = new IdempotentReplay(orders, responses, keys);
        this.clock = clock;
    }

    public Resource[] resources() {
        return new Resource[] {
            Resource.at("/orders").post(this::place).get(this::list),
            Resource.at("/orders/{id}").get(this::find)
        };
    }

    private Response place(Request request) {
        var body = request.body(PlaceOrderBody.class);
        var order = body.toOrder(Ids.next(), clock.instant());
        var claim = keys.claim(request, body, order.id());
        var response = new PlaceOrderResponse(keys, claim);
        return placeOrder.place(order, claim, response)
                .map(placed -> answer(placed, response))
                .orElseGet(() -> replay.answer(claim.orElseThrow()));
    }

    /** The response to a final order was stored with its status. That to a pending order is stored here: it is the first response, too. */
    private Response answer(Order placed, PlaceOrderResponse response) {
        if (!placed.status().isFinal()) {
            responses.storeIfPossible(response.responseTo(placed));
        }
        return response.of(placed);
    }

    private Response list(Request request) {
        var page = request.page();
        var statuses = request.query("status").map(OrderRoutes::statuses).orElse(List.of());
        return Response.ok(page.page(queries.list(request.queryId("customerId"), statuses, page), Order::id, OrderView::of));
    }

    private Response find(Request request) {
        return orders.find(request.id("id"))
                .map(order -> Response.ok(OrderView.of(order)))
                .orElseGet(() -> Response.of(notFound()));
    }

    static Problem notFound() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no order with this id.");
    }

    /** The stored statuses that the REST API shows as this one. */
    private static List<OrderStatus> statuses(String shown) {
        var statuses = Arrays.stream(OrderStatus.values()).filter(status -> status.shown().name().equals(shown)).toList();
        if (statuses.isEmpty()) {
            throw new ProblemException(Problem.invalid("/status", "must be one of " + Arrays.stream(OrderStatus.values())
                    .filter(status -> status.shown() == status)
                    .map(OrderStatus::name)
                    .collect(Collectors.joining(", "))));
        }
        return statuses;
    }
}
