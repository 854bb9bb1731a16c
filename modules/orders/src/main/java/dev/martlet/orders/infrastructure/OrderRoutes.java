package dev.martlet.orders.infrastructure;

import dev.martlet.orders.application.PlaceOrder;
import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.orders.domain.Rejection;
import dev.martlet.orders.domain.RejectionReason;
import dev.martlet.platform.core.Ids;
import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemException;
import dev.martlet.platform.http.problem.ProblemType;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys;
import dev.martlet.platform.runtime.idempotency.StoredResponse;
import dev.martlet.platform.sql.DatabaseUnavailable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The REST resources that place and read orders. */
public final class OrderRoutes {
    private static final Logger LOG = System.getLogger(OrderRoutes.class.getName());
    /** The customer of an order. */
    static final Access OWN = Access.ownResource("/customerId");
    private static final Duration STORE_TIMEOUT = Duration.ofSeconds(1);

    private final OrderRepository orders;
    private final OrderListRepository queries;
    private final PlaceOrder placeOrder;
    private final IdempotencyKeys keys;
    private final IdempotentReplay replay;
    private final Clock clock;

    public OrderRoutes(
            OrderRepository orders,
            OrderListRepository queries,
            PlaceOrder placeOrder,
            IdempotencyKeys keys,
            Clock clock) {
        this.orders = orders;
        this.queries = queries;
        this.placeOrder = placeOrder;
        this.keys = keys;
        this.replay = new IdempotentReplay(orders, keys);
        this.clock = clock;
    }

    public Resource[] resources() {
        return new Resource[] {
            Resource.at("/orders").post(Access.customer(), this::place).get(Access.customer(), this::list),
            Resource.at("/orders/{id}").get(OWN, this::find)
        };
    }

    private Response place(Request request) {
        var body = request.body(PlaceOrderBody.class);
        var order = body.toOrder(Ids.next(), clock.instant());
        if (request.isForeign(order.customerId())) {
            return refuse(request, body, order);
        }
        var claim = keys.claim(request, body, order.id());
        var response = new PlaceOrderResponse(keys, claim);
        return placeOrder.place(order, claim, response)
                .map(placed -> answer(placed, response))
                .orElseGet(() -> replay.answer(claim.orElseThrow()));
    }

    /** A customer orders for itself alone. For any other it gets the response of an unknown one; nothing is stored, which the other could see. */
    private Response refuse(Request request, PlaceOrderBody body, Order order) {
        var refused = order.rejecting(Rejection.of(RejectionReason.CUSTOMER_NOT_FOUND), order.createdAt());
        return keys.once(request, body, _ -> Response.of(RejectionProblems.of(refused)));
    }

    /** The response to a final order was stored with its status. That to a pending order is stored here: it is the first response, too. */
    private Response answer(Order placed, PlaceOrderResponse response) {
        if (!placed.status().isFinal()) {
            storeIfPossible(response.responseTo(placed));
        }
        return response.of(placed);
    }

    /** If the database is unavailable, the response is not stored, and a repeated request gets the order's status at that time. */
    private void storeIfPossible(Optional<StoredResponse> response) {
        try {
            Deadline.within(STORE_TIMEOUT, () -> {
                keys.store(response);
                return true;
            });
        } catch (DatabaseUnavailable _) {
            LOG.log(Level.DEBUG, "A response was not stored under its idempotency key: database unavailable");
        }
    }

    private Response list(Request request) {
        var page = request.page();
        var statuses = request.query("status").map(OrderRoutes::statuses).orElse(List.of());
        return request.listOfCustomer("customerId", customer ->
                Response.ok(page.page(queries.list(customer, statuses, page), Order::id, OrderView::of)));
    }

    private Response find(Request request) {
        return find(orders, request);
    }

    static Response find(OrderRepository orders, Request request) {
        return orders.find(request.id("id"), request.ownCustomer())
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
