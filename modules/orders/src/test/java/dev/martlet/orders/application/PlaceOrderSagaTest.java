package dev.martlet.orders.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.customers.api.CustomerStanding;
import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.PaymentStatus;
import dev.martlet.orders.domain.Rejection;
import dev.martlet.orders.domain.RejectionReason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The steps of the saga, each alone. */
class PlaceOrderSagaTest {
    private final OrderFixture shop = new OrderFixture();
    private final Order order = shop.pending();

    @Test
    void aFreshOrderHasNotExpired() {
        assertThat(shop.saga.checkExpiry(order)).isEqualTo(new Next.Continue(order));

        shop.clock.move(OrderFixture.EXPIRY.plusSeconds(1));
        assertThat(shop.saga.checkExpiry(order)).isEqualTo(rejected(order, RejectionReason.EXPIRED));
    }

    @Test
    void anActiveCustomerMayOrder() {
        assertThat(shop.saga.checkCustomer(order)).isEqualTo(new Next.Continue(order));

        shop.customers.standing = new CustomerStanding.Inactive();
        assertThat(shop.saga.checkCustomer(order)).isEqualTo(rejected(order, RejectionReason.CUSTOMER_INACTIVE));
    }

    @Test
    void aReservationPricesTheOrder() {
        var next = shop.saga.reserveStock(order);

        assertThat(next).isInstanceOf(Next.Continue.class);
        assertThat(next.order().total()).contains(OrderFixture.PRICE.times(OrderFixture.QUANTITY));
    }

    @Test
    void missingStockRejectsTheOrder() {
        shop.hasInStock(0);

        assertThat(shop.saga.reserveStock(order))
                .isEqualTo(new Next.Reject(order, new Rejection(RejectionReason.INSUFFICIENT_STOCK, List.of(shop.product))));
    }

    @Test
    void aReservationThatAnotherRunReleasedIsSuperseded() {
        shop.saga.releaseStock(order);

        assertThat(shop.saga.reserveStock(order)).isEqualTo(new Next.Superseded(order));
    }

    @Test
    void aChargeIsCapturedOnce() {
        var priced = shop.saga.reserveStock(order).order();

        var next = shop.saga.charge(priced);

        assertThat(next).isInstanceOf(Next.Continue.class);
        assertThat(next.order().payment().status()).contains(PaymentStatus.CAPTURED);
        assertThat(shop.saga.charge(priced)).isEqualTo(next);
        assertThat(shop.payments.charges).hasSize(1);
    }

    @Test
    void aChargeWithoutAnAnswerIsLeftForLater() {
        shop.payments.unanswered = 1;

        var next = shop.saga.charge(shop.saga.reserveStock(order).order());

        assertThat(next).isInstanceOf(Next.Later.class);
        assertThat(next.order().payment().status()).contains(PaymentStatus.AUTHORIZED);
    }

    @Test
    void aCancelledPaymentIsNotCharged() {
        var priced = shop.saga.reserveStock(order).order();
        shop.saga.cancelPayment(priced);

        assertThat(shop.saga.charge(priced)).isEqualTo(new Next.Superseded(priced));
        assertThat(shop.payments.charges).isEmpty();
    }

    @Test
    void stockIsConfirmedOnlyIfItIsReserved() {
        assertThat(shop.saga.confirmStock(order)).isEqualTo(new Next.Superseded(order));

        shop.saga.reserveStock(order);
        assertThat(shop.saga.confirmStock(order)).isEqualTo(new Next.Continue(order));
    }

    @Test
    void aCapturedPaymentIsRefunded() {
        var charged = shop.saga.charge(shop.saga.reserveStock(order).order()).order();

        var next = shop.saga.cancelPayment(charged);

        assertThat(next).isInstanceOf(Next.Continue.class);
        assertThat(next.order().payment().status()).contains(PaymentStatus.REFUNDED);
        assertThat(shop.payments.held()).isZero();
    }

    @Test
    void aReleaseGivesTheStockBackAndPricesTheOrder() {
        shop.saga.reserveStock(order);

        var next = shop.saga.releaseStock(order);

        assertThat(next.order().total()).contains(OrderFixture.PRICE.times(OrderFixture.QUANTITY));
        assertThat(shop.products.stock(shop.product)).isEqualTo(OrderFixture.STOCK);
    }

    private static Next rejected(Order order, RejectionReason reason) {
        return new Next.Reject(order, Rejection.of(reason));
    }
}
