package dev.martlet.orders.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.orders.FaultInjector;
import dev.martlet.orders.domain.OrderStatus;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecoverOrdersTest {
    private static final FaultInjector LOST = (moment, kind) -> {
        throw FaultInjector.loss(moment, kind);
    };

    private final OrderFixture shop = new OrderFixture();
    private final RecoverOrders recoverOrders = new RecoverOrders(shop.orders, shop.processor, shop.limits, shop.schedule, shop.clock);

    @Test
    void anOrderIsNotTakenDuringTheLeaseOfItsRequest() throws Exception {
        shop.withFaults(FaultInjector.Once.crash(4)).interruptible(shop::place);

        shop.clock.move(shop.limits.attempt());
        recoverOrders.recover();
        assertThat(shop.order().status()).isEqualTo(OrderStatus.PENDING);

        shop.clock.move(Duration.ofSeconds(1));
        recoverOrders.recover();
        assertThat(shop.order().status()).isEqualTo(OrderStatus.CONFIRMED);
        shop.assertBooksAddUp();
    }

    @Test
    void nothingIsQueriedBeforeAnOrderIsDue() throws Exception {
        recoverOrders.recover();
        shop.orders.faults = (_, _) -> {
            throw new AssertionError("the database was queried");
        };

        shop.clock.move(Duration.ofSeconds(3));

        assertThat(recoverOrders.recover()).isFalse();
    }

    @Test
    void anOrderOfADeadProcessIsTakenAsSoonAsItsLeaseEnds() throws Exception {
        var another = new RecoverOrders(shop.orders, shop.processor, shop.limits, new RecoverySchedule(shop.clock), shop.clock);
        another.recover();
        shop.withFaults(FaultInjector.Once.crash(4)).interruptible(shop::place);

        for (int second = 0; second < shop.limits.lease().toSeconds(); second++) {
            shop.clock.move(Duration.ofSeconds(1));
            another.recover();
        }

        assertThat(shop.order().status()).isEqualTo(OrderStatus.CONFIRMED);
    }

    @Test
    void anOrderThatARequestDidNotFinishIsTakenWithinASecond() throws Exception {
        shop.payments.unanswered = 1;
        recoverOrders.recover();
        shop.place();

        shop.clock.move(Duration.ofSeconds(1));
        recoverOrders.recover();

        assertThat(shop.order().status()).isEqualTo(OrderStatus.CONFIRMED);
    }

    @Test
    void anOrderThatFailsByABugIsRetried() throws Exception {
        shop.payments.unanswered = 1;
        shop.place();
        shop.payments.faults = new FaultInjector.Once(0, () -> {
            throw new IllegalStateException("a bug");
        });

        shop.clock.move(Duration.ofSeconds(1));
        recoverOrders.recover();
        assertThat(shop.order().status()).isEqualTo(OrderStatus.PENDING);
        assertThat(shop.orders.retryAt(shop.orderId).orElseThrow()).isAfter(shop.clock.instant());

        shop.clock.move(Duration.ofSeconds(2));
        recoverOrders.recover();
        assertThat(shop.order().status()).isEqualTo(OrderStatus.CONFIRMED);
    }

    @Test
    void theDelayOfRetriesGrowsToTenSeconds() throws Exception {
        shop.payments.faults = LOST;
        shop.place();

        for (int i = 0; i < 10; i++) {
            shop.clock.move(Duration.ofMinutes(1));
            recoverOrders.recover();
        }

        assertThat(shop.order().attempts()).isEqualTo(11);
        assertThat(shop.orders.retryAt(shop.orderId).orElseThrow())
                .isBetween(shop.clock.instant().plusSeconds(5), shop.clock.instant().plusSeconds(10));
    }

    @Test
    void duringAnOutageFewOrdersAreRetriedAndAfterItAllOfThem() throws Exception {
        var calls = new AtomicInteger();
        shop.payments.faults = (moment, kind) -> {
            calls.incrementAndGet();
            throw FaultInjector.loss(moment, kind);
        };
        IntStream.range(0, 100).forEach(_ -> shop.place(UUID.randomUUID()));
        shop.clock.move(Duration.ofMinutes(1));
        calls.set(0);

        assertThat(recoverOrders.recover()).isFalse();
        assertThat(calls).hasValue(8);

        shop.payments.faults = FaultInjector.none();
        shop.clock.move(Duration.ofSeconds(10));
        assertThat(recoverOrders.recover()).isFalse();
        assertThat(shop.orders.timeToNextDue()).isEmpty();
    }

    @Test
    void ordersThatCannotBeFinishedDoNotDelayOthers() throws Exception {
        IntStream.range(0, 100).forEach(_ -> {
            shop.payments.unanswered = 1;
            shop.place(UUID.randomUUID());
        });
        var seventh = new AtomicInteger();
        shop.payments.faults = (moment, kind) -> {
            if (seventh.incrementAndGet() % 7 == 0) {
                throw FaultInjector.loss(moment, kind);
            }
        };

        for (int second = 0; second < 10; second++) {
            shop.clock.move(Duration.ofSeconds(10));
            recoverOrders.recover();
        }

        assertThat(shop.orders.timeToNextDue()).isEmpty();
    }
}
