package dev.martlet.orders.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.customers.api.CustomerStanding;
import dev.martlet.orders.FaultInjector;
import dev.martlet.orders.domain.OrderLine;
import dev.martlet.orders.domain.OrderStatus;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Crashes the saga before and after each call and each statement, once or twice, and lets other processes finish. */
class SagaCrashTest {
    /** A scenario of one order. */
    enum Story {
        CONFIRMED(_ -> { }),
        DECLINED(shop -> shop.payments.declines = true),
        INACTIVE(shop -> shop.customers.standing = new CustomerStanding.Inactive()),
        OUT_OF_STOCK(shop -> shop.lines = shop.lines.stream().map(line -> OrderLine.requested(line.productId(), 10_000)).toList()),
        LATE_GATEWAY(shop -> shop.payments.unanswered = 1),
        CANCELLED(shop -> {
            shop.place();
            shop.statuses.clear();
        }),
        CANCELLED_WHILE_PENDING(shop -> {
            shop.payments.unanswered = 1;
            shop.place();
            shop.statuses.clear();
        });

        private final Consumer<OrderFixture> beginning;

        Story(Consumer<OrderFixture> beginning) {
            this.beginning = beginning;
        }

        OrderFixture begin() {
            var shop = new OrderFixture();
            beginning.accept(shop);
            return shop;
        }

        void go(OrderFixture shop) {
            if (isCancelled()) {
                shop.cancel();
            } else {
                shop.place();
            }
        }

        boolean isCancelled() {
            return this == CANCELLED || this == CANCELLED_WHILE_PENDING;
        }

        OrderStatus end() {
            return switch (this) {
                case CONFIRMED, LATE_GATEWAY -> OrderStatus.CONFIRMED;
                case DECLINED, INACTIVE, OUT_OF_STOCK -> OrderStatus.REJECTED;
                case CANCELLED, CANCELLED_WHILE_PENDING -> OrderStatus.CANCELLED;
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterACrashAtAnyStepAnotherProcessFinishesTheOrder(Story story) {
        int points = 0;
        for (boolean fired = true; fired; points++) {
            fired = crash(story, points);
        }
        assertThat(points).as("points at which it was stopped").isGreaterThan(8);
    }

    private static boolean crash(Story story, int point) {
        var shop = story.begin();
        var crash = FaultInjector.Once.crash(point);
        shop.withFaults(crash).interruptible(() -> story.go(shop));
        shop.settle();
        assertEnd(story, shop);
        return crash.hasFired();
    }

    @ParameterizedTest
    @EnumSource
    void afterTwoCrashesAThirdProcessFinishesTheOrder(Story story) {
        for (int first = 0; first < 30; first++) {
            for (int second = 0; second < 30; second++) {
                var shop = story.begin();
                shop.withFaults(FaultInjector.Once.crash(first)).interruptible(() -> story.go(shop));
                shop.clock.move(shop.limits.lease());
                shop.withFaults(FaultInjector.Once.crash(second)).interruptible(shop::recover);
                shop.settle();
                assertEnd(story, shop);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterAFailureOfAnyStepTheOrderIsFinishedLater(Story story) {
        for (int point = 0; point < 40; point++) {
            var shop = story.begin();
            var left = new int[] {point};
            shop.withFaults((moment, kind) -> {
                if (left[0]-- == 0) {
                    throw FaultInjector.loss(moment, kind);
                }
            }).interruptible(() -> story.go(shop));
            shop.settle();
            assertEnd(story, shop);
        }
    }

    @Test
    void aConcurrentRunAtAnyStepChangesNothing() {
        for (int point = 2; point < 12; point++) {
            var shop = new OrderFixture();
            var second = new FaultInjector.Once(point, () -> shop.processor.process(shop.order()));
            shop.withFaults(second).place();
            assertThat(second.hasFired()).isTrue();
            shop.assertBooksAddUp();
            assertThat(shop.order().status()).isEqualTo(OrderStatus.CONFIRMED);
            assertThat(shop.statuses).containsExactly(OrderStatus.CONFIRMED);
        }
    }

    @Test
    void aRunThatContinuesAfterTheCancellationTakesNothing() {
        for (int point = 2; point < 12; point++) {
            var shop = new OrderFixture();
            shop.withFaults(new FaultInjector.Once(point, () -> {
                shop.processor.process(shop.order());
                shop.cancel();
            })).place();
            shop.settle();
            shop.assertBooksAddUp();
            assertThat(shop.order().status()).isEqualTo(OrderStatus.CANCELLED);
        }
    }

    @Test
    void aRunThatContinuesAfterTheExpiryTakesNothing() {
        for (int point = 2; point < 11; point++) {
            var shop = new OrderFixture();
            shop.withFaults(new FaultInjector.Once(point, () -> {
                shop.clock.move(OrderFixture.EXPIRY.plusSeconds(1));
                shop.recover();
            })).place();
            shop.settle();
            shop.assertBooksAddUp();
            assertThat(shop.order().status()).isEqualTo(OrderStatus.REJECTED);
        }
    }

    @Test
    void concurrentRunsThatSeeDifferentStockAgree() {
        for (int point = 2; point < 12; point++) {
            var shop = new OrderFixture();
            shop.products.setStock(shop.product, 0);
            shop.withFaults(new FaultInjector.Once(point, () -> {
                shop.products.setStock(shop.product, OrderFixture.STOCK);
                shop.processor.process(shop.order());
            })).place();
            shop.settle();
            shop.assertBooksAddUp();
        }
    }

    private static void assertEnd(Story story, OrderFixture shop) {
        shop.assertBooksAddUp();
        shop.orders.stored(shop.orderId).filter(order -> !story.isCancelled() || order.status() != OrderStatus.CONFIRMED)
                .ifPresent(order -> assertThat(order.status()).isEqualTo(story.end()));
    }
}
