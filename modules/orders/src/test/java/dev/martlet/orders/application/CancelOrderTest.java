package dev.martlet.orders.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.orders.FaultInjector;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.orders.domain.PaymentStatus;
import org.junit.jupiter.api.Test;

class CancelOrderTest {
    private final OrderFixture shop = new OrderFixture();

    @Test
    void cancellingGivesMoneyAndStockBack() {
        shop.place();

        var cancelled = (Cancellation.Cancelled) shop.cancel();

        assertThat(cancelled.order().status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(cancelled.order().payment().status()).contains(PaymentStatus.REFUNDED);
        assertThat(shop.statuses).containsExactly(OrderStatus.CONFIRMED, OrderStatus.CANCELLING, OrderStatus.CANCELLED);
        shop.assertBooksAddUp();
    }

    @Test
    void cancellingTwiceCancelsOnce() {
        shop.place();

        var first = shop.cancel();

        assertThat(shop.cancel()).isEqualTo(first);
        shop.assertBooksAddUp();
    }

    @Test
    void twoCancellationsAtOnceCancelOnce() {
        for (int point = 0; point < 10; point++) {
            var both = new OrderFixture();
            both.place();
            both.withFaults(new FaultInjector.Once(point, both::cancel));
            assertThat(both.cancel()).isInstanceOf(Cancellation.Cancelled.class);
            both.assertBooksAddUp();
        }
    }

    @Test
    void aCancellationWithoutAnAnswerIsFinishedLater() {
        shop.place();
        shop.payments.unanswered = 1;

        assertThat(shop.cancel()).isInstanceOf(Cancellation.Unfinished.class);

        assertThat(shop.order().status()).isEqualTo(OrderStatus.CANCELLING);
        shop.settle();
        assertThat(shop.order().status()).isEqualTo(OrderStatus.CANCELLED);
        shop.assertBooksAddUp();
    }

    @Test
    void aPendingOrderThatIsCancelledGetsItsMoneyBackAndIsNeverCharged() {
        shop.payments.unanswered = 1;
        shop.place();

        var cancelled = (Cancellation.Cancelled) shop.cancel();

        assertThat(cancelled.order().payment().status()).contains(PaymentStatus.REFUNDED);
        assertThat(cancelled.order().total()).contains(OrderFixture.PRICE.times(OrderFixture.QUANTITY));
        assertThat(shop.cancel()).isEqualTo(cancelled);
        shop.settle();
        assertThat(shop.orders.events).containsExactly("OrderCancelled");
        shop.assertBooksAddUp();
    }

    @Test
    void anOrderThatWasCancelledBeforeItsFirstStepTakesNothing() {
        shop.withFaults(FaultInjector.Once.crash(2)).interruptible(shop::place);
        shop.withFaults(FaultInjector.none());
        assertThat(shop.order().status()).isEqualTo(OrderStatus.PENDING);

        var cancelled = (Cancellation.Cancelled) shop.cancel();

        assertThat(cancelled.order().payment().status()).contains(PaymentStatus.CANCELLED);
        shop.settle();
        assertThat(shop.payments.charges).isEmpty();
        shop.assertBooksAddUp();
    }

    @Test
    void anOrderThatIsCancelledAtAnyStepEndsCancelled() {
        for (int point = 2; point < 11; point++) {
            var racing = new OrderFixture();
            var cancelling = new FaultInjector.Once(point, racing::cancel);
            racing.withFaults(cancelling);
            var placed = racing.place();
            assertThat(cancelling.hasFired()).isTrue();
            racing.settle();
            assertThat(placed.status()).isEqualTo(OrderStatus.CANCELLED);
            assertThat(racing.order().status()).isEqualTo(OrderStatus.CANCELLED);
            racing.assertBooksAddUp();
        }
    }

    @Test
    void aPendingOrderIsCancelledAfterAnOutageOfPayments() {
        shop.payments.faults = (moment, kind) -> {
            throw FaultInjector.loss(moment, kind);
        };
        shop.place();

        assertThat(shop.cancel()).isInstanceOf(Cancellation.Unfinished.class);
        assertThat(shop.cancel()).isInstanceOf(Cancellation.Unfinished.class);

        shop.settle();
        assertThat(shop.order().status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(shop.payments.charges).isEmpty();
        shop.assertBooksAddUp();
    }

    @Test
    void anOrderThatIsBeingRejectedEndsRejected() {
        shop.payments.declines = true;
        shop.payments.faults = (moment, kind) -> {
            if (shop.order().status() == OrderStatus.REJECTING) {
                throw FaultInjector.loss(moment, kind);
            }
        };
        shop.place();

        assertThat(shop.cancel()).isInstanceOf(Cancellation.Unfinished.class);

        shop.settle();
        assertThat(shop.order().status()).isEqualTo(OrderStatus.REJECTED);
        shop.assertBooksAddUp();
    }

    @Test
    void aRejectedOrderCannotBeCancelled() {
        shop.payments.declines = true;
        shop.place();

        assertThat(shop.cancel()).isInstanceOf(Cancellation.NotCancellable.class);
    }

    @Test
    void anOrderThatDoesNotExistCannotBeCancelled() {
        assertThat(shop.cancel()).isEqualTo(new Cancellation.Unknown());
    }
}
