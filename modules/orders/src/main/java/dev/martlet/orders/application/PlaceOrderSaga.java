package dev.martlet.orders.application;

import dev.martlet.customers.api.CheckCustomer;
import dev.martlet.customers.api.CustomerStanding;
import dev.martlet.orders.domain.CardToken;
import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderLine;
import dev.martlet.orders.domain.PaymentStatus;
import dev.martlet.orders.domain.Rejection;
import dev.martlet.orders.domain.RejectionReason;
import dev.martlet.payments.api.CancelOutcome;
import dev.martlet.payments.api.CancelPayment;
import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.api.ChargeOutcome;
import dev.martlet.payments.api.PaymentMethod;
import dev.martlet.platform.calls.CallFailure;
import dev.martlet.platform.core.trace.Span;
import dev.martlet.platform.sql.DatabaseUnavailable;
import dev.martlet.products.api.ConfirmStock;
import dev.martlet.products.api.ReleaseStock;
import dev.martlet.products.api.ReserveStock;
import dev.martlet.products.api.StockConfirmation;
import dev.martlet.products.api.StockReservation;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Runs an order to a final status. Every step is keyed by the order's id and may be repeated, so no step is logged: any process may run the saga from its
 * start at any time, also concurrently, until the order is final. A stored status changes only if it is still the one that the run has seen.
 */
public final class PlaceOrderSaga {
    private static final Logger LOG = System.getLogger(PlaceOrderSaga.class.getName());

    private final List<Step> place = List.of(
            this::checkExpiry,
            named("check customer", this::checkCustomer),
            named("reserve stock", this::reserveStock),
            named("charge", this::charge),
            named("confirm stock", this::confirmStock));
    /** Always both steps: a call of an earlier run may still be in progress, although nothing is known to be held. */
    private final List<Step> undo = List.of(named("cancel payment", this::cancelPayment), named("release stock", this::releaseStock));

    private final OrderServices services;
    private final OrderTransitions transitions;

    public PlaceOrderSaga(OrderServices services, OrderTransitions transitions) {
        this.services = services;
        this.transitions = transitions;
    }

    /** A step of the saga. */
    @FunctionalInterface
    interface Step {
        Next run(Order order);
    }

    /** A step that traces show. */
    private static Step named(String name, Step step) {
        return order -> Span.step(name, () -> step.run(order));
    }

    /**
     * Does not throw: the order is stored, so the caller must learn how far it came.
     *
     * @param responses makes the response that is stored with the final status
     * @return the order as far as it came; not final if another module did not answer
     */
    Order run(Order order, ResponseFactory responses) {
        Span span = Span.current().with("martlet.order.id", order.id().toString());
        Order result = runSteps(order, responses);
        span.with("martlet.order.status", result.status().name());
        if (result.status().isFinal()) {
            log(!isFirst(order), result, "");
        }
        return result;
    }

    private Order runSteps(Order order, ResponseFactory responses) {
        var current = order;
        var steps = steps(current);
        try {
            while (!current.status().isFinal()) {
                var next = steps.hasNext() ? steps.next().run(current) : finish(current, responses);
                current = next.order();
                switch (next) {
                    case Next.Continue _ -> { }
                    case Next.Reject(_, Rejection why) -> {
                        current = reject(current, why);
                        steps = steps(current);
                    }
                    case Next.Superseded _ -> {
                        current = reload(current);
                        steps = steps(current);
                    }
                    case Next.Later _ -> {
                        log(isFirst(order), current, " and will be tried again: the payment gateway has not answered");
                        return current;
                    }
                }
            }
        } catch (CallFailure | DatabaseUnavailable failure) {
            // The next run repeats the step with the same key.
            log(isFirst(order), current, " and will be tried again: " + failure.getMessage());
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "Order " + order.id() + " failed and will be retried", bug);
        }
        return current;
    }

    private static boolean isFirst(Order order) {
        return order.attempts() == 0;
    }

    /** An order that is delayed has two lines, at its first attempt and at its end; the others are for debugging. */
    private static void log(boolean isNotable, Order order, String what) {
        LOG.log(isNotable ? Level.INFO : Level.DEBUG, () -> "Order " + order.id() + " is " + order.status() + what);
    }

    private Next finish(Order order, ResponseFactory responses) {
        return Span.step("finish", () -> transitions.finish(order, responses));
    }

    private Iterator<Step> steps(Order order) {
        return switch (order.status()) {
            case PENDING -> place.iterator();
            case REJECTING, CANCELLING -> undo.iterator();
            case CONFIRMED, REJECTED, CANCELLED -> List.<Step>of().iterator();
        };
    }

    /** REJECTING is stored before the first undo, so that no later run goes forward again. */
    private Order reject(Order order, Rejection why) {
        return transitions.beginRejection(order, why).orElseGet(() -> reload(order));
    }

    /**
     * The order as another run has stored it. If its status is unchanged, a part of the order was undone that only this module undoes, so the record of
     * the undo was lost (a database restored from a backup): then the order can only be rejected.
     */
    private Order reload(Order order) {
        var stored = transitions.find(order.id());
        boolean isPaymentLost = stored.payment().id().isEmpty() && !stored.status().isFinal();
        var current = isPaymentLost ? stored.paying(order.payment()) : stored;
        return current.status() == order.status() ? reject(current, Rejection.of(RejectionReason.EXPIRED)) : current;
    }

    Next checkExpiry(Order order) {
        return transitions.isExpired(order) ? rejected(order, RejectionReason.EXPIRED) : new Next.Continue(order);
    }

    Next checkCustomer(Order order) {
        return switch (services.customers().check(new CheckCustomer(order.customerId()))) {
            case CustomerStanding.Active _ -> new Next.Continue(order);
            case CustomerStanding.Inactive _ -> rejected(order, RejectionReason.CUSTOMER_INACTIVE);
            case CustomerStanding.Unknown _ -> rejected(order, RejectionReason.CUSTOMER_NOT_FOUND);
        };
    }

    Next reserveStock(Order order) {
        var items = order.lines().stream().map(line -> new ReserveStock.Item(line.productId(), line.quantity())).toList();
        return switch (services.products().reserve(new ReserveStock(order.id(), items))) {
            case StockReservation.Reserved(var lines) -> priced(order, lines)
                    .<Next>map(Next.Continue::new)
                    .orElseGet(() -> rejected(order, RejectionReason.INVALID_REQUEST));
            case StockReservation.UnknownProducts(var ids) -> new Next.Reject(order, new Rejection(RejectionReason.PRODUCT_NOT_FOUND, ids));
            case StockReservation.InsufficientStock(var ids) -> new Next.Reject(order, new Rejection(RejectionReason.INSUFFICIENT_STOCK, ids));
            case StockReservation.MixedCurrencies _ -> rejected(order, RejectionReason.MIXED_CURRENCIES);
            case StockReservation.Released _ -> new Next.Superseded(order);
        };
    }

    /** A charge without an answer may have happened: it is repeated with the same key, never treated as failed. */
    Next charge(Order order) {
        var token = order.payment().token().map(CardToken::value);
        var method = PaymentMethod.valueOf(order.payment().method().name());
        var request = new ChargeOrder(order.id(), order.customerId(), order.total().orElseThrow(), method, token);
        return switch (services.payments().charge(request)) {
            case ChargeOutcome.Captured(UUID id) -> new Next.Continue(paid(order, id, PaymentStatus.CAPTURED));
            case ChargeOutcome.Declined(UUID id) -> rejected(paid(order, id, PaymentStatus.DECLINED), RejectionReason.PAYMENT_DECLINED);
            case ChargeOutcome.InsufficientCredit(UUID id) -> rejected(paid(order, id, PaymentStatus.DECLINED), RejectionReason.INSUFFICIENT_CREDIT);
            case ChargeOutcome.Unanswered(UUID id) -> new Next.Later(paid(order, id, PaymentStatus.AUTHORIZED));
            case ChargeOutcome.Cancelled _ -> new Next.Superseded(order);
        };
    }

    Next confirmStock(Order order) {
        return switch (services.products().confirm(new ConfirmStock(order.id()))) {
            case StockConfirmation.Confirmed _ -> new Next.Continue(order);
            case StockConfirmation.NotReserved _ -> new Next.Superseded(order);
        };
    }

    Next cancelPayment(Order order) {
        return switch (services.payments().cancel(new CancelPayment(order.id()))) {
            case CancelOutcome.Cancelled _ -> new Next.Continue(order.paying(order.payment().ended(PaymentStatus.CANCELLED)));
            case CancelOutcome.Refunded _ -> new Next.Continue(order.paying(order.payment().ended(PaymentStatus.REFUNDED)));
            case CancelOutcome.Unanswered _ -> new Next.Later(order);
        };
    }

    Next releaseStock(Order order) {
        var released = services.products().release(new ReleaseStock(order.id()));
        return new Next.Continue(order.total().isPresent() ? order : released.lines().flatMap(lines -> priced(order, lines)).orElse(order));
    }

    private static Next rejected(Order order, RejectionReason reason) {
        return new Next.Reject(order, Rejection.of(reason));
    }

    private static Order paid(Order order, UUID paymentId, PaymentStatus status) {
        return order.paying(order.payment().answered(paymentId, status));
    }

    private static Optional<Order> priced(Order order, List<StockReservation.Line> lines) {
        return order.priced(lines.stream().map(PlaceOrderSaga::line).toList());
    }

    private static OrderLine line(StockReservation.Line line) {
        return new OrderLine(line.productId(), line.quantity(), Optional.of(line.name()), Optional.of(line.unitPrice()));
    }
}
