package dev.martlet.orders.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.orders.Trouble;
import dev.martlet.orders.domain.OrderStatus;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecoverOrdersTest {
    private static final Trouble LOST = (moment, kind) -> {
        throw Trouble.loss(moment, kind);
    };

    private final Shop shop = new Shop();
    private final RecoverOrders recoverOrders = new RecoverOrders(shop.orders, shop.attempts, shop.limits, shop.alarm, shop.clock);

    @Test
    void anOrderIsLeftAloneWhileItsRequestMayBeAtIt() {
        shop.troubledBy(Trouble.Once.crash(4)).dying(shop::place);

        shop.clock.move(shop.limits.attempt());
        recoverOrders.runSome();
        assertThat(shop.order().status()).isEqualTo(OrderStatus.PENDING);

        shop.clock.move(Duration.ofSeconds(1));
        recoverOrders.runSome();
        assertThat(shop.order().status()).isEqualTo(OrderStatus.CONFIRMED);
        shop.assertBooksAddUp();
    }

    @Test
    void theDatabaseIsNotAskedWhileNothingIsDue() {
        recoverOrders.runSome();
        shop.orders.trouble = (_, _) -> {
            throw new AssertionError("asked");
        };

        shop.clock.move(Duration.ofSeconds(3));

        assertThat(recoverOrders.runSome()).isFalse();
    }

    @Test
    void anOrderOfAnotherProcessThatDiedIsTakenOnAsSoonAsItMayBe() {
        var another = new RecoverOrders(shop.orders, shop.attempts, shop.limits, new Alarm(), shop.clock);
        another.runSome();
        shop.troubledBy(Trouble.Once.crash(4)).dying(shop::place);

        for (int second = 0; second < shop.limits.lease().toSeconds(); second++) {
            shop.clock.move(Duration.ofSeconds(1));
            another.runSome();
        }

        assertThat(shop.order().status()).isEqualTo(OrderStatus.CONFIRMED);
    }

    @Test
    void anOrderThatARequestHasGivenUpIsTakenOnWithinASecond() {
        shop.payments.unanswered = 1;
        recoverOrders.runSome();
        shop.place();

        shop.clock.move(Duration.ofSeconds(1));
        recoverOrders.runSome();

        assertThat(shop.order().status()).isEqualTo(OrderStatus.CONFIRMED);
    }

    @Test
    void anOrderThatMeetsABugIsTriedAgainLater() {
        shop.payments.unanswered = 1;
        shop.place();
        shop.payments.trouble = new Trouble.Once(0, () -> {
            throw new IllegalStateException("a bug");
        });

        shop.clock.move(Duration.ofSeconds(1));
        recoverOrders.runSome();
        assertThat(shop.order().status()).isEqualTo(OrderStatus.PENDING);
        assertThat(shop.orders.retryAt(shop.orderId).orElseThrow()).isAfter(shop.clock.instant());

        shop.clock.move(Duration.ofSeconds(2));
        recoverOrders.runSome();
        assertThat(shop.order().status()).isEqualTo(OrderStatus.CONFIRMED);
    }

    @Test
    void anOrderThatIsNeverAnsweredWaitsLongerEachTimeButNeverLongerThanSeconds() {
        shop.payments.trouble = LOST;
        shop.place();

        for (int i = 0; i < 10; i++) {
            shop.clock.move(Duration.ofMinutes(1));
            recoverOrders.runSome();
        }

        assertThat(shop.order().attempts()).isEqualTo(11);
        assertThat(shop.orders.retryAt(shop.orderId).orElseThrow())
                .isBetween(shop.clock.instant().plusSeconds(5), shop.clock.instant().plusSeconds(10));
    }

    @Test
    void whileNobodyAnswersAFewOrdersASecondAreTriedAndThenAllOfThem() {
        shop.payments.trouble = LOST;
        IntStream.range(0, 20).forEach(_ -> shop.place(UUID.randomUUID()));
        shop.clock.move(Duration.ofMinutes(1));

        assertThat(recoverOrders.runSome()).isFalse();

        shop.payments.trouble = Trouble.none();
        shop.clock.move(Duration.ofSeconds(1));
        assertThat(recoverOrders.runSome()).isTrue();
        assertThat(recoverOrders.runSome()).isFalse();
    }
}
