package dev.martlet.orders.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.martlet.customers.api.CustomerStanding;
import dev.martlet.orders.FaultInjector;
import dev.martlet.orders.FaultInjector.Kind;
import dev.martlet.orders.FaultInjector.Moment;
import dev.martlet.orders.domain.OrderLine;
import dev.martlet.orders.domain.OrderPayment;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.orders.domain.PaymentMethod;
import dev.martlet.orders.domain.PaymentStatus;
import dev.martlet.orders.domain.Rejection;
import dev.martlet.orders.domain.RejectionReason;
import dev.martlet.platform.calls.CallRejected;
import dev.martlet.platform.calls.OutcomeUnknown;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.sql.DatabaseUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlaceOrderTest {
    private final OrderFixture shop = new OrderFixture();

    @AfterEach
    void theBooksAddUp() {
        shop.settle();
        shop.assertBooksAddUp();
    }

    @Test
    void anOrderIsConfirmed() {
        var order = shop.place();

        assertThat(order.status()).isEqualTo(OrderStatus.CONFIRMED);
        assertThat(order.total()).contains(OrderFixture.PRICE.times(OrderFixture.QUANTITY));
        assertThat(order.payment().status()).contains(PaymentStatus.CAPTURED);
        assertThat(order).isEqualTo(shop.order());
        assertThat(shop.statuses).containsExactly(OrderStatus.CONFIRMED);
    }

    @Test
    void aDeclinedPaymentReleasesTheStock() {
        shop.payments.declines = true;

        var order = shop.place();

        assertThat(order.status()).isEqualTo(OrderStatus.REJECTED);
        assertThat(order.rejection()).contains(Rejection.of(RejectionReason.PAYMENT_DECLINED));
        assertThat(order.payment().status()).contains(PaymentStatus.DECLINED);
        assertThat(order.payment().id()).isPresent();
    }

    @Test
    void creditThatDoesNotCoverTheOrderRejectsIt() {
        shop.payments.declines = true;
        shop.payment = OrderPayment.by(PaymentMethod.CREDIT, Optional.empty());

        assertThat(shop.place().rejection()).contains(Rejection.of(RejectionReason.INSUFFICIENT_CREDIT));
    }

    @Test
    void anOrderForMoreThanTheStockIsRejectedForThatProduct() {
        shop.hasInStock(2);

        var order = shop.place();

        assertThat(order.rejection()).contains(new Rejection(RejectionReason.INSUFFICIENT_STOCK, List.of(shop.product)));
        assertThat(order.total()).isEmpty();
    }

    @Test
    void anOrderOfAnUnknownProductIsRejectedForIt() {
        var unknown = UUID.randomUUID();
        shop.lines = List.of(OrderLine.requested(shop.product, 1), OrderLine.requested(unknown, 1));

        assertThat(shop.place().rejection()).contains(new Rejection(RejectionReason.PRODUCT_NOT_FOUND, List.of(unknown)));
    }

    @Test
    void anOrderInTwoCurrenciesIsRejected() {
        shop.lines = List.of(OrderLine.requested(shop.product, 1), OrderLine.requested(shop.products.add(Money.of(5, "USD"), 1), 1));

        assertThat(shop.place().rejection()).contains(Rejection.of(RejectionReason.MIXED_CURRENCIES));
    }

    @Test
    void anOrderOverTheLargestAmountIsRejected() {
        shop.lines = List.of(OrderLine.requested(shop.product, 1), OrderLine.requested(shop.products.add(Money.of(Money.MAX_AMOUNT, "EUR"), 1), 1));

        var order = shop.place();

        assertThat(order.rejection()).contains(Rejection.of(RejectionReason.INVALID_REQUEST));
        assertThat(order.total()).isEmpty();
    }

    @Test
    void anInactiveCustomerCannotOrder() {
        shop.customers.standing = new CustomerStanding.Inactive();

        assertThat(shop.place().rejection()).contains(Rejection.of(RejectionReason.CUSTOMER_INACTIVE));
    }

    @Test
    void anUnknownCustomerCannotOrder() {
        shop.customers.standing = new CustomerStanding.Unknown();

        assertThat(shop.place().rejection()).contains(Rejection.of(RejectionReason.CUSTOMER_NOT_FOUND));
    }

    @Test
    void aChargeWithoutAnAnswerIsRepeatedAndConfirmsTheOrder() {
        shop.payments.unanswered = 1;

        var order = shop.place();

        assertThat(order.status()).isEqualTo(OrderStatus.PENDING);
        assertThat(order.payment().status()).contains(PaymentStatus.AUTHORIZED);
        assertThat(shop.order().total()).as("what is known is stored").isEqualTo(order.total());
        shop.settle();
        assertThat(shop.order().status()).isEqualTo(OrderStatus.CONFIRMED);
    }

    @Test
    void aRefundWithoutAnAnswerKeepsTheOrderRejecting() {
        shop.hasInStock(0);
        shop.payments.unanswered = 1;

        assertThat(shop.place().status()).isEqualTo(OrderStatus.REJECTING);

        shop.settle();
        assertThat(shop.order().status()).isEqualTo(OrderStatus.REJECTED);
    }

    @Test
    void anUnfinishedOrderIsDueAgainWithinASecond() {
        shop.payments.faults = (_, _) -> {
            throw new CallRejected("open");
        };

        assertThat(shop.place().status()).isEqualTo(OrderStatus.PENDING);

        assertThat(shop.orders.retryAt(shop.orderId).orElseThrow()).isBeforeOrEqualTo(shop.clock.instant().plusSeconds(1));
        assertThat(shop.order().attempts()).isEqualTo(1);
    }

    @Test
    void anOrderIsRejectedAfterItsExpiry() {
        shop.payments.faults = (moment, _) -> {
            if (moment == Moment.AFTER) {
                throw new OutcomeUnknown("lost", null);
            }
        };
        shop.place();

        shop.clock.move(OrderFixture.EXPIRY.plusSeconds(1));
        shop.settle();

        assertThat(shop.order().rejection()).contains(Rejection.of(RejectionReason.EXPIRED));
        assertThat(shop.order().payment().status()).contains(PaymentStatus.REFUNDED);
    }

    @Test
    void anOrderThatCouldNotBeStoredDoesNotExist() {
        shop.orders.faults = (_, _) -> {
            throw new DatabaseUnavailable("away", null);
        };

        assertThatThrownBy(shop::place).isInstanceOf(DatabaseUnavailable.class);

        assertThat(shop.orders.stored(shop.orderId)).isEmpty();
    }

    @Test
    void anOrderIsPlacedEvenIfTheConfirmationOfItsInsertIsLost() {
        shop.orders.faults = new FaultInjector.Once(1, () -> {
            throw new DatabaseUnavailable("connection lost", null);
        });

        assertThat(shop.place().status()).isEqualTo(OrderStatus.CONFIRMED);
    }

    @Test
    void anOrderIsPendingIfTheDatabaseFailsAfterItWasStored() {
        shop.orders.faults = new FaultInjector() {
            private int statements;

            @Override
            public void inject(Moment moment, Kind kind) {
                if (statements++ > 1) {
                    throw FaultInjector.loss(moment, kind);
                }
            }
        };

        assertThat(shop.place().status()).isEqualTo(OrderStatus.PENDING);
    }

    @Test
    void anOrderThatFailsByABugAfterItWasStoredIsPending() {
        shop.products.faults = new FaultInjector.Once(1, () -> {
            throw new IllegalStateException("a bug");
        });

        assertThat(shop.place().status()).isEqualTo(OrderStatus.PENDING);
    }

    @Test
    void theBackoffGrowsFromOneSecondToTen() {
        for (int attempts = 0; attempts < 100; attempts++) {
            var full = Duration.ofSeconds(Math.min(10, 1L << Math.clamp(attempts - 1, 0, 4)));
            assertThat(OrderProcessor.BACKOFF.after(attempts)).isBetween(full.dividedBy(2), full);
        }
    }
}
