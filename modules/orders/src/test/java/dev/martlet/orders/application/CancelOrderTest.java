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
    void anOrderThatIsNotConfirmedCannotBeCancelled() {
        shop.payments.unanswered = 1;
        shop.place();
        assertThat(shop.cancel()).isInstanceOf(Cancellation.NotCancellable.class);

        shop.payments.unanswered = 0;
        shop.calm();
        assertThat(shop.cancel()).isInstanceOf(Cancellation.Cancelled.class);
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
