package dev.martlet.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.core.work.Deadline;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BatchPermitsTest {
    private static final Executor THREADS = Thread::startVirtualThread;

    private final BatchPermits one = new BatchPermits(1, TimeUnit.SECONDS.toMillis(20));
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
    private Database database;

    @BeforeEach
    void open() {
        database = Birds.open(4);
    }

    @AfterEach
    void close() {
        end.countDown();
        database.close();
    }

    @Test
    void inputsJoinABatchThatWaitsForABatchOfAnotherStatement() {
        var other = CompletableFuture.runAsync(() -> one.run(this::reachEnd), THREADS);
        await().until(() -> one.underWay() == 1);
        var queue = new BatchQueue<Integer, Integer>(4, 100);
        var batcher = Batcher.<Integer, Integer>of(database.sql(), new SimpleMeterRegistry(), "numbers", number -> number, (_, numbers) -> {
            batches.add(numbers);
            return numbers;
        }, queue, one);

        // A batch takes no input whose deadline is much later than its leader's.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        var outcomes = IntStream.range(0, 3).mapToObj(number -> {
            var outcome = CompletableFuture.supplyAsync(() -> Deadline.until(deadline, () -> batcher.run(number)), THREADS);
            await().pollInterval(Duration.ofMillis(1)).until(() -> queue.waiting() == number + 1);
            return outcome;
        }).toList();
        assertThat(batches).isEmpty();
        end.countDown();

        other.join();
        assertThat(outcomes).extracting(CompletableFuture::join).containsExactly(0, 1, 2);
        assertThat(batches).containsExactly(List.of(0, 1, 2));
        assertThat(one.underWay()).isZero();
    }

    @Test
    void aBatchThatIsHeldUpDelaysOthersForALimitedTime() {
        var permits = new BatchPermits(1, 20);
        var held = CompletableFuture.runAsync(() -> permits.run(this::reachEnd), THREADS);
        await().until(() -> permits.underWay() == 1);

        CompletableFuture.runAsync(() -> permits.run(() -> { }), THREADS).join();

        assertThat(held).isNotDone();
        end.countDown();
        held.join();
        assertThat(permits.underWay()).isZero();
    }

    @Test
    void aBatchThatFailsGivesItsPermitBack() {
        CompletableFuture.runAsync(() -> one.run(() -> {
            throw new IllegalStateException("thrown by the test");
        }), THREADS).exceptionally(_ -> null).join();

        assertThat(one.underWay()).isZero();
    }

    @Test
    void aThreadThatIsInterruptedDoesNotWait() {
        CompletableFuture.runAsync(() -> one.run(this::reachEnd), THREADS);
        await().until(() -> one.underWay() == 1);

        assertThat(CompletableFuture.supplyAsync(() -> {
            Thread.currentThread().interrupt();
            one.run(() -> { });
            return Thread.currentThread().isInterrupted();
        }, THREADS).join()).isTrue();
    }

    private void reachEnd() {
        try {
            end.await();
        } catch (InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
