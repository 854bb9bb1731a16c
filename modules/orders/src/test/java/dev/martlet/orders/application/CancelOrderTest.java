package dev.martlet.orders.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.orders.Trouble;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.orders.domain.PaymentStatus;
import org.junit.jupiter.api.Test;

class CancelOrderTest {
    private final Shop shop = new Shop();

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
            var both = new Shop();
            both.place();
            both.troubledBy(new Trouble.Once(point, both::cancel));
            assertThat(both.cancel()).isInstanceOf(Cancellation.Cancelled.class);
            both.assertBooksAddUp();
        }
    }

    @Test
    void aCancellationThatIsNotAnsweredIsFinishedLater() {
        shop.place();
        shop.payments.unanswered = 1;

        assertThat(shop.cancel()).isInstanceOf(Cancellation.Unfinished.class);

        assertThat(shop.order().status()).isEqualTo(OrderStatus.CANCELLING);
        shop.calm();
        assertThat(shop.order().status()).isEqualTo(OrderStatus.CANCELLED);
        shop.assertBooksAddUp();
    }

    @Test
    void aPendingOrderThatIsCancelledGetsItsMoneyBackAndIsNeverCharged() {
        shop.payments.unanswered = 1;
        shop.place();

        var cancelled = (Cancellation.Cancelled) shop.cancel();

        assertThat(cancelled.order().payment().status()).contains(PaymentStatus.REFUNDED);
        assertThat(cancelled.order().total()).contains(Shop.PRICE.times(Shop.QUANTITY));
        assertThat(shop.cancel()).isEqualTo(cancelled);
        shop.calm();
        assertThat(shop.orders.news).containsExactly("OrderCancelled");
        shop.assertBooksAddUp();
    }

    @Test
    void anOrderThatWasCancelledBeforeItsFirstStepTakesNothing() {
        shop.troubledBy(Trouble.Once.crash(2)).dying(shop::place);
        shop.troubledBy(Trouble.none());
        assertThat(shop.order().status()).isEqualTo(OrderStatus.PENDING);

        var cancelled = (Cancellation.Cancelled) shop.cancel();

        assertThat(cancelled.order().payment().status()).contains(PaymentStatus.CANCELLED);
        shop.calm();
        assertThat(shop.payments.charges).isEmpty();
        shop.assertBooksAddUp();
    }

    @Test
    void anOrderThatIsCancelledAtAnyMomentOfItsPlacingEndsCancelled() {
        for (int point = 2; point < 11; point++) {
            var racing = new Shop();
            var cancelling = new Trouble.Once(point, racing::cancel);
            racing.troubledBy(cancelling);
            var placed = racing.place();
            assertThat(cancelling.hasStruck()).isTrue();
            racing.calm();
            assertThat(placed.status()).isEqualTo(OrderStatus.CANCELLED);
            assertThat(racing.order().status()).isEqualTo(OrderStatus.CANCELLED);
            racing.assertBooksAddUp();
        }
    }

    @Test
    void whilePaymentsIsAwayAPendingOrderIsCancelledLater() {
        shop.payments.trouble = (moment, kind) -> {
            throw Trouble.loss(moment, kind);
        };
        shop.place();

        assertThat(shop.cancel()).isInstanceOf(Cancellation.Unfinished.class);
        assertThat(shop.cancel()).isInstanceOf(Cancellation.Unfinished.class);

        shop.calm();
        assertThat(shop.order().status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(shop.payments.charges).isEmpty();
        shop.assertBooksAddUp();
    }

    @Test
    void anOrderThatIsBeingRejectedEndsRejected() {
        shop.payments.declines = true;
        shop.payments.trouble = (moment, kind) -> {
            if (shop.order().status() == OrderStatus.REJECTING) {
                throw Trouble.loss(moment, kind);
            }
        };
        shop.place();

        assertThat(shop.cancel()).isInstanceOf(Cancellation.Unfinished.class);

        shop.calm();
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
