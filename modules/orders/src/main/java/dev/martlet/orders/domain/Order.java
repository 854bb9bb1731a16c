package dev.martlet.orders.domain;

import dev.martlet.platform.core.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An order. Its products, quantities and payment method never change; prices, payment and status are filled in.
 *
 * @param lines 1 to 100, no product twice
 * @param rejection present from the status REJECTING on
 * @param attempts number of attempts that ended without a final status; 0 during the first
 * @param updatedAt when the status last changed
 */
public record Order(
        UUID id,
        UUID customerId,
        List<OrderLine> lines,
        OrderPayment payment,
        OrderStatus status,
        Optional<Rejection> rejection,
        int attempts,
        Instant createdAt,
        Instant updatedAt) {

    public static Order placed(UUID id, UUID customerId, List<OrderLine> lines, OrderPayment payment, Instant now) {
        return new Order(id, customerId, lines, payment, OrderStatus.PENDING, Optional.empty(), 0, now, now);
    }

    /** Empty until all lines are priced. */
    public Optional<Money> total() {
        return lines.stream().map(OrderLine::total).reduce(Order::sum).flatMap(total -> total);
    }

    /** @return empty if a line or the total exceeds {@link Money#MAX_AMOUNT} */
    public Optional<Order> priced(List<OrderLine> lines) {
        var priced = new Order(id, customerId, lines, payment, status, rejection, attempts, createdAt, updatedAt);
        try {
            return priced.total().map(_ -> priced);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    public Order paying(OrderPayment payment) {
        return new Order(id, customerId, lines, payment, status, rejection, attempts, createdAt, updatedAt);
    }

    public Order confirmed(Instant now) {
        return to(OrderStatus.CONFIRMED, rejection, attempts, now);
    }

    public Order rejecting(Rejection why, Instant now) {
        return to(OrderStatus.REJECTING, Optional.of(why), attempts, now);
    }

    /** Resets the attempts: the cancellation has its own. */
    public Order cancelling(Instant now) {
        return to(OrderStatus.CANCELLING, rejection, 0, now);
    }

    /** Ends the rejection or cancellation, after stock and money were given back. */
    public Order undone(Instant now) {
        return to(status == OrderStatus.REJECTING ? OrderStatus.REJECTED : OrderStatus.CANCELLED, rejection, attempts, now);
    }

    private Order to(OrderStatus next, Optional<Rejection> why, int attempts, Instant now) {
        if (!status.mayBecome(next)) {
            throw new IllegalStateException("an order that is " + status + " cannot become " + next);
        }
        return new Order(id, customerId, lines, payment.withoutToken(), next, why, attempts, createdAt, now);
    }

    private static Optional<Money> sum(Optional<Money> some, Optional<Money> more) {
        return some.flatMap(amount -> more.map(amount::plus));
    }
}
