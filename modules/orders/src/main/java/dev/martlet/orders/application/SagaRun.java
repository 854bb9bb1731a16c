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
import dev.martlet.products.api.ConfirmStock;
import dev.martlet.products.api.ReleaseStock;
import dev.martlet.products.api.ReserveStock;
import dev.martlet.products.api.StockConfirmation;
import dev.martlet.products.api.StockReservation;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One run of the saga; knows how far it came, also when a step does not return. */
final class SagaRun {
    private final OrderTransitions log;
    private final OrderServices partners;
    private Order order;

    SagaRun(Order order, OrderTransitions log, OrderServices partners) {
        this.order = order;
        this.log = log;
        this.partners = partners;
    }

    Order order() {
        return order;
    }

    void toTheEnd() {
        switch (order.status()) {
            case PENDING -> place();
            case REJECTING, CANCELLING -> undo();
            case CONFIRMED, REJECTED, CANCELLED -> { }
        }
    }

    private void place() {
        if (log.isExpired(order)) {
            reject(RejectionReason.EXPIRED);
        } else {
            check();
        }
    }

    private void check() {
        switch (partners.customers().check(new CheckCustomer(order.customerId()))) {
            case CustomerStanding.Active _ -> reserve();
            case CustomerStanding.Inactive _ -> reject(RejectionReason.CUSTOMER_INACTIVE);
            case CustomerStanding.Unknown _ -> reject(RejectionReason.CUSTOMER_NOT_FOUND);
        }
    }

    private void reserve() {
        var items = order.lines().stream().map(line -> new ReserveStock.Item(line.productId(), line.quantity())).toList();
        switch (partners.products().reserve(new ReserveStock(order.id(), items))) {
            case StockReservation.Reserved(var lines) -> price(lines);
            case StockReservation.UnknownProducts(var ids) -> reject(new Rejection(RejectionReason.PRODUCT_NOT_FOUND, ids));
            case StockReservation.InsufficientStock(var ids) -> reject(new Rejection(RejectionReason.INSUFFICIENT_STOCK, ids));
            case StockReservation.MixedCurrencies _ -> reject(RejectionReason.MIXED_CURRENCIES);
            case StockReservation.Released _ -> follow();
        }
    }

    private void price(List<StockReservation.Line> lines) {
        priced(lines).ifPresentOrElse(this::charge, () -> reject(RejectionReason.INVALID_REQUEST));
    }

    private Optional<Order> priced(List<StockReservation.Line> lines) {
        return order.priced(lines.stream().map(SagaRun::line).toList());
    }

    /** A charge that is not answered may have happened: it is asked again with the same key, never given up as failed. */
    private void charge(Order priced) {
        order = priced;
        var payment = priced.payment();
        var token = payment.token().map(CardToken::value);
        var method = PaymentMethod.valueOf(payment.method().name());
        switch (partners.payments().charge(new ChargeOrder(priced.id(), priced.customerId(), priced.total().orElseThrow(), method, token))) {
            case ChargeOutcome.Captured(UUID id) -> confirm(id);
            case ChargeOutcome.Declined(UUID id) -> decline(id, RejectionReason.PAYMENT_DECLINED);
            case ChargeOutcome.InsufficientCredit(UUID id) -> decline(id, RejectionReason.INSUFFICIENT_CREDIT);
            case ChargeOutcome.Cancelled _ -> follow();
            case ChargeOutcome.Unanswered(UUID id) -> paid(id, PaymentStatus.AUTHORIZED);
        }
    }

    private void decline(UUID paymentId, RejectionReason reason) {
        paid(paymentId, PaymentStatus.DECLINED);
        reject(reason);
    }

    private void confirm(UUID paymentId) {
        paid(paymentId, PaymentStatus.CAPTURED);
        switch (partners.products().confirm(new ConfirmStock(order.id()))) {
            case StockConfirmation.Confirmed _ -> log.confirm(order).ifPresentOrElse(this::stand, this::follow);
            case StockConfirmation.NotReserved _ -> follow();
        }
    }

    private void reject(RejectionReason reason) {
        reject(Rejection.of(reason));
    }

    /** On record before the first undo, so that no later run goes forward again. */
    private void reject(Rejection why) {
        log.beginRejection(order, why).ifPresentOrElse(rejecting -> {
            stand(rejecting);
            undo();
        }, this::follow);
    }

    /** Both, whatever is known to be held: an earlier run may have asked for more, and its question may still be on its way. */
    private void undo() {
        switch (partners.payments().cancel(new CancelPayment(order.id()))) {
            case CancelOutcome.Cancelled _ -> release(PaymentStatus.CANCELLED);
            case CancelOutcome.Refunded _ -> release(PaymentStatus.REFUNDED);
            case CancelOutcome.Unanswered _ -> { }
        }
    }

    private void release(PaymentStatus end) {
        var released = partners.products().release(new ReleaseStock(order.id()));
        if (order.total().isEmpty()) {
            order = released.lines().flatMap(this::priced).orElse(order);
        }
        log.finishUndo(order, end).ifPresentOrElse(this::stand, this::follow);
    }

    /**
     * Goes on from what others have put on record: they have taken the order further, or begun to undo it. If they have not, a part of the
     * order has been undone that only this module undoes, so its record was lost (a database set back): then it can only be rejected.
     */
    private void follow() {
        var seen = order.status();
        var payment = order.payment();
        order = log.find(order.id());
        if (order.payment().id().isEmpty() && !order.status().isFinal()) {
            order = order.paying(payment);
        }
        if (order.status() != seen) {
            toTheEnd();
        } else {
            reject(RejectionReason.EXPIRED);
        }
    }

    private void paid(UUID paymentId, PaymentStatus status) {
        stand(order.paying(order.payment().answered(paymentId, status)));
    }

    private void stand(Order now) {
        order = now;
    }

    private static OrderLine line(StockReservation.Line line) {
        return new OrderLine(line.productId(), line.quantity(), Optional.of(line.name()), Optional.of(line.unitPrice()));
    }
}
