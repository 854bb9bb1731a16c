package dev.martlet.platform.core.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.core.LogListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class WorkerTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicInteger steps = new AtomicInteger();
    private Worker worker;

    @AfterEach
    void close() {
        worker.close();
    }

    @Test
    void anInterruptDoesNotEndAWorker() {
        worker = new Worker("interrupted", LONG, () -> {
            if (steps.incrementAndGet() == 1) {
                throw new InterruptedException("on purpose");
            }
            return false;
        }).start();

        await().until(() -> steps.get() == 2);
        assertThat(Worker.dead()).doesNotContain("interrupted");
    }

    @Test
    void aWorkerThatDiedIsKnownUntilItIsClosed() {
        var outside = Thread.getDefaultUncaughtExceptionHandler();
        var uncaught = new CompletableFuture<Throwable>();
        // Not thrown in the thread of the test, where JUnit takes it for an end of all tests.
        Thread.setDefaultUncaughtExceptionHandler((_, failure) -> uncaught.complete(failure));
        try {
            worker = new Worker("dying", LONG, () -> {
                throw new IllegalStateException() {
                    private static final long serialVersionUID = 1;

                    @Override
                    public String toString() {
                        throw new OutOfMemoryError("on purpose");
                    }
                };
            }).start();

            await().dontCatchUncaughtExceptions().until(() -> Worker.dead().contains("dying"));
            assertThat(uncaught).succeedsWithin(LONG).isInstanceOf(OutOfMemoryError.class);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(outside);
        }
        worker.close();
        assertThat(Worker.dead()).doesNotContain("dying");
    }

    @Test
    void aStepIsRepeatedWhileThereIsMore() {
        worker = new Worker("test", LONG, () -> steps.incrementAndGet() < 5).start();

        await().until(() -> steps.get() == 5);
    }

    @Test
    void aRestingWorkerIsWokenAtOnce() {
        worker = new Worker("test", LONG, () -> steps.incrementAndGet() < 0).start();
        await().until(() -> steps.get() == 1);

        worker.wake();

        await().until(() -> steps.get() == 2);
    }

    @Test
    void aWakeUpDuringAStepIsNotLost() throws InterruptedException {
        var underWay = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        worker = new Worker("test", LONG, () -> {
            underWay.countDown();
            goOn.await();
            return steps.incrementAndGet() < 0;
        }).start();
        underWay.await();

        worker.wake();
        goOn.countDown();

        await().until(() -> steps.get() == 2);
    }

    @Test
    void aStepThatFailsIsRepeatedAfterAPauseThatWakingDoesNotShorten() {
        var times = new CopyOnWriteArrayList<Long>();
        worker = new Worker("test", LONG, () -> {
            times.add(System.nanoTime());
            if (times.size() == 1) {
                throw new StackOverflowError();
            }
            return false;
        }).start();
        await().until(() -> times.size() == 1);

        worker.wake();

        await().until(() -> times.size() >= 2);
        assertThat(Duration.ofNanos(times.get(1) - times.get(0))).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aRepeatedFailureIsLoggedOnceAndSoIsItsEnd() {
        try (var log = new LogListener(Worker.class)) {
            worker = new Worker("test", LONG, Duration.ofMillis(1), () -> {
                if (steps.incrementAndGet() <= 3) {
                    throw new IllegalStateException("no");
                }
                return false;
            }).start();

            await().until(() -> log.records().size() == 2);

            assertThat(log.records()).extracting(LogRecord::getMessage).satisfiesExactly(
                    first -> assertThat(first).contains("will be tried again"), last -> assertThat(last).contains("goes on after failing 3 times"));
        }
    }

    @Test
    void aWorkerThatFailsNowAndThenIsLoggedOnceAMinute() {
        try (var log = new LogListener(Worker.class)) {
            worker = new Worker("test", Duration.ofMillis(1), Duration.ofMillis(1), () -> {
                if (steps.incrementAndGet() % 2 == 0) {
                    throw new IllegalStateException(steps.get() == 20 ? "another" : "no answer after " + steps.get() + " ms");
                }
                return false;
            }).start();

            await().until(() -> steps.get() > 40);

            assertThat(log.records()).extracting(LogRecord::getMessage).filteredOn(message -> message.contains("failed")).hasSize(3);
            assertThat(log.records()).extracting(LogRecord::getMessage).filteredOn(message -> message.contains("goes on after failing 1 time")).hasSize(3);
        }
    }

    @Test
    void closingLetsTheStepFinishAndEndsAPauseAfterAFailure() throws InterruptedException {
        var underWay = new CountDownLatch(1);
        worker = new Worker("test", LONG, () -> {
            underWay.countDown();
            throw new IllegalStateException("no");
        }).start();
        underWay.await();
        long begin = System.nanoTime();

        Worker.closeAll(List.of(worker));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(900));
    }

    /** A sender of mail, for one, may wait for minutes. */
    @Test
    void workersWhoseStepsDoNotEndAreInterruptedTogether() {
        var interrupted = new AtomicInteger();
        var begun = new CountDownLatch(50);
        var workers = Stream.generate(() -> new Worker("endless", LONG, () -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.incrementAndGet();
            }
            return false;
        })).limit(50).toList();
        workers.forEach(Worker::start);
        worker = workers.getFirst();
        await().until(() -> begun.getCount() == 0);
        long start = System.nanoTime();

        Worker.closeAll(workers, Duration.ofMillis(200));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        await().until(() -> interrupted.get() == 50);
    }

    @Test
    void aClosedWorkerNeverStarts() {
        worker = new Worker("test", LONG, () -> steps.incrementAndGet() < 0);

        worker.close();
        worker.start();

        assertThat(steps).hasValue(0);
    }
}
