package dev.martlet.orders.domain;

import dev.martlet.platform.core.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An order. What it asks for never changes; what is known about it grows.
 *
 * @param lines 1 to 100, no product twice
 * @param rejection there once it is to be rejected
 * @param attempts how often somebody was to take it to its end and did not; 0 while the first is at it
 * @param updatedAt when what users see of it last changed
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

    /** @return empty if a line or the total is more than an amount of money may be */
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

    /** Begins anew with the attempts: this is another piece of work. */
    public Order cancelling(Instant now) {
        return to(OrderStatus.CANCELLING, rejection, 0, now);
    }

    /** Ends what was being undone, after nothing is held any more. */
    public Order undone(PaymentStatus end, Instant now) {
        var next = status == OrderStatus.REJECTING ? OrderStatus.REJECTED : OrderStatus.CANCELLED;
        return paying(payment.ended(end)).to(next, rejection, attempts, now);
    }

    private Order to(OrderStatus next, Optional<Rejection> why, int attempts, Instant now) {
        if (!status.mayBecome(next)) {
            throw new IllegalStateException("an order that is " + status + " never becomes " + next);
        }
        return new Order(id, customerId, lines, payment.withoutToken(), next, why, attempts, createdAt, now);
    }

    private static Optional<Money> sum(Optional<Money> some, Optional<Money> more) {
        return some.flatMap(amount -> more.map(amount::plus));
    }
}
