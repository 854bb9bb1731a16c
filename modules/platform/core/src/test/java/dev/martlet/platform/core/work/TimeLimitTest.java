package dev.martlet.platform.core.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class TimeLimitTest {
    private static final Duration SOON = Duration.ofMillis(20);

    private final AtomicInteger ends = new AtomicInteger();

    @Test
    void whatTakesTooLongIsEndedOnce() {
        try (var _ = TimeLimit.of(SOON, ends::incrementAndGet)) {
            Awaitility.await().until(() -> ends.get() > 0);
        }
        assertThat(ends).hasValue(1);
    }

    @Test
    void whatIsClosedInTimeIsNotEnded() throws InterruptedException {
        TimeLimit.of(SOON, ends::incrementAndGet).close();
        var later = new CountDownLatch(1);
        try (var _ = TimeLimit.of(SOON.multipliedBy(2), later::countDown)) {
            later.await();
        }
        assertThat(ends).hasValue(0);
    }

    @Test
    void closingWaitsForAnEndThatHasBegun() throws Exception {
        var underWay = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var limit = TimeLimit.of(SOON, () -> {
            underWay.countDown();
            await(goOn);
            ends.incrementAndGet();
        });
        underWay.await();

        var closed = CompletableFuture.supplyAsync(() -> {
            limit.close();
            return ends.get();
        });
        goOn.countDown();

        assertThat(closed.get()).isEqualTo(1);
    }

    @Test
    void anEndThatHangsHoldsUpNoOther() throws InterruptedException {
        var goOn = new CountDownLatch(1);
        var other = new CountDownLatch(1);
        var hanging = TimeLimit.of(Duration.ZERO, () -> await(goOn));
        try (var _ = TimeLimit.of(SOON, other::countDown)) {
            assertThat(other.await(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            goOn.countDown();
            hanging.close();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
