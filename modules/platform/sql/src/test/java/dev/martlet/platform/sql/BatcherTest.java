package dev.martlet.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.core.work.Deadline;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches on a real PostgreSQL; one batch at a time unless a test says otherwise. The process has 8 permits. */
final class BatcherTest {
    private static final Executor THREADS = Thread::startVirtualThread;
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final SqlStatement ADD = SqlStatement.of("birds.add", """
            insert into birds (id, name)
            select id, name
            from unnest(cast(:ids as int[]), cast(:names as text[])) as given (id, name)
            order by id
            on conflict do nothing
            returning id""");

    private record Bird(int id, String name) {}

    private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CountDownLatch gate = new CountDownLatch(1);
    private Database database;
    private BatchQueue<Bird, Boolean> queue;
    private Batcher<Bird, Boolean> batcher;

    @BeforeEach
    void open() {
        database = Birds.open(4);
        use(1, 100);
    }

    @AfterEach
    void close() {
        gate.countDown();
        database.close();
    }

    @Test
    void anInputIsSentAtOnceAndAloneWhenNothingIsUnderWay() {
        gate.countDown();

        assertThat(batcher.run(martlet(1))).isTrue();
        assertThat(batcher.run(martlet(1))).isFalse();

        assertThat(batches).containsExactly(List.of(1), List.of(1));
        assertThat(meters.get("martlet.sql.batch.size").tag("statement", "birds.add").summary().max()).isEqualTo(1);
    }

    @Test
    void inputsThatArriveMeanwhileLeaveTogetherInTheOrderOfTheirArrival() {
        var first = under(martlet(1));
        var others = IntStream.of(5, 3, 4, 2).mapToObj(id -> waiting(martlet(id), LONG)).toList();
        gate.countDown();

        assertThat(first.join()).isTrue();
        assertThat(others).allSatisfy(outcome -> assertThat(outcome.join()).isTrue());
        assertThat(batches).containsExactly(List.of(1), List.of(5, 3, 4, 2));
        assertThat(meters.get("martlet.sql.batch.size").summary().max()).isEqualTo(4);
    }

    @Test
    void aBatchHasUpTo64Inputs() {
        var first = under(martlet(0));
        var others = IntStream.rangeClosed(1, 70).mapToObj(id -> waiting(martlet(id), LONG)).toList();
        gate.countDown();

        first.join();
        others.forEach(CompletableFuture::join);
        assertThat(batches).extracting(List::size).containsExactly(1, 64, 6);
    }

    @Test
    void aRefusedInputHurtsNoOther() {
        var first = under(martlet(1));
        var again = waiting(new Bird(1, "swift"), LONG);
        var second = waiting(martlet(2), LONG);
        gate.countDown();

        assertThat(first.join()).isTrue();
        assertThat(again.join()).isFalse();
        assertThat(second.join()).isTrue();
    }

    @Test
    void anSqlErrorIsThatOfItsInputAlone() {
        var first = under(martlet(1));
        var second = waiting(martlet(2), LONG);
        var nameless = waiting(new Bird(3, null), LONG);
        var fourth = waiting(martlet(4), LONG);
        gate.countDown();

        assertThat(first.join()).isTrue();
        assertThat(second.join()).isTrue();
        assertThat(fourth.join()).isTrue();
        assertThatFailure(nameless).isInstanceOfSatisfying(SqlFailure.class, failure -> assertThat(failure.state()).isEqualTo("23502"));
        assertThat(batches).startsWith(List.of(1), List.of(2, 3, 4)).contains(List.of(2), List.of(3), List.of(4));
        assertThat(Birds.count(database)).isEqualTo(3);
    }

    @Test
    void aLockThatIsNotGivenHoldsUpItsInputAlone() {
        var locked = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var other = CompletableFuture.runAsync(() -> Transactions.run(database, tx -> {
            new AdHocSql(tx).execute("insert into birds values (2, 'swift')");
            locked.countDown();
            return reach(end);
        }), THREADS);
        reach(locked);
        var first = under(martlet(1));
        var held = waiting(martlet(2), LONG);
        var free = waiting(martlet(3), LONG);
        gate.countDown();

        assertThat(first.join()).isTrue();
        assertThat(free.join()).isTrue();
        assertThat(held).isNotDone();
        end.countDown();
        other.join();
        assertThat(held.join()).isFalse();
    }

    @Test
    void aLostConnectionLeavesTheOutcomeOfTheWholeBatchUnknown() {
        batcher = batcher((sql, birds) -> {
            reach(gate);
            return birds.size() == 1 ? add(sql, birds) : die(sql);
        });
        var first = under(martlet(1));
        var others = IntStream.of(2, 3).mapToObj(id -> waiting(martlet(id), LONG)).toList();
        gate.countDown();

        assertThat(first.join()).isTrue();
        assertThat(others).allSatisfy(outcome -> assertThatFailure(outcome).isInstanceOf(DatabaseUnavailable.class));
        assertThat(batcher.run(martlet(4))).isTrue();
    }

    @Test
    void aCallerLeavesAtItsDeadlineAndTheBatchGoesOn() {
        var second = new CountDownLatch(1);
        batcher = batcher((sql, birds) -> {
            reach(birds.size() == 2 ? second : gate);
            return add(sql, birds);
        });
        var first = under(martlet(0));
        var hurried = waiting(martlet(1), Duration.ofSeconds(3));
        var patient = waiting(martlet(2), LONG);
        gate.countDown();

        first.join();
        assertThatFailure(hurried).isInstanceOf(DatabaseUnavailable.class).hasMessageContaining("not done");
        assertThat(patient).isNotDone();
        second.countDown();
        assertThat(patient.join()).isTrue();
        assertThat(Birds.count(database)).isEqualTo(3);
    }

    @Test
    void aBatchRunsUnderTheLatestDeadlineOfItsInputs() {
        List<Duration> left = new CopyOnWriteArrayList<>();
        batcher = batcher((sql, birds) -> {
            left.add(Deadline.remaining());
            reach(gate);
            return add(sql, birds);
        });
        var first = under(martlet(0), Duration.ofSeconds(10));
        var outcomes = IntStream.of(1, 30, 2).mapToObj(seconds -> waiting(martlet(seconds), Duration.ofSeconds(10 + seconds))).toList();
        gate.countDown();

        first.join();
        outcomes.forEach(CompletableFuture::join);
        assertThat(left.getFirst()).isLessThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(left.getLast()).isGreaterThan(Duration.ofSeconds(15));
    }

    @Test
    void anInputWhoseDeadlineIsOverIsNotSent() {
        var first = under(martlet(1));

        assertThatThrownBy(() -> Deadline.within(Duration.ofMillis(50), () -> batcher.run(martlet(2))))
                .isInstanceOf(DatabaseUnavailable.class).hasMessageContaining("not sent");
        gate.countDown();

        assertThat(first.join()).isTrue();
        assertThat(batcher.run(martlet(3))).isTrue();
        assertThat(batches).containsExactly(List.of(1), List.of(3));
    }

    @Test
    void aThreadThatIsInterruptedLeaves() throws InterruptedException {
        var first = under(martlet(1));
        var failures = new CompletableFuture<Boolean>();
        var thread = Thread.startVirtualThread(() -> failures.complete(isUnavailable(() -> batcher.run(martlet(2))) && Thread.currentThread().isInterrupted()));
        await().until(() -> queue.waiting() == 1);

        thread.interrupt();
        assertThat(failures.join()).isTrue();
        thread.join();
        gate.countDown();
        assertThat(first.join()).isTrue();
        assertThat(batcher.run(martlet(3))).isTrue();
    }

    @Test
    void inputsBeyondTheQueueAreRefused() {
        use(1, 2);
        var outcomes = List.of(under(martlet(1)), waiting(martlet(2), LONG), waiting(martlet(3), LONG));

        assertThatThrownBy(() -> batcher.run(martlet(4))).isInstanceOf(DatabaseUnavailable.class).hasMessageContaining("waiting");
        gate.countDown();

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.join()).isTrue());
    }

    @Test
    void inputsWithTheSameKeyNeverShareABatch() {
        var outcomes = new ArrayList<>(List.of(under(martlet(1))));
        IntStream.of(2, 2, 3, 2, 3).forEach(id -> outcomes.add(waiting(martlet(id), LONG)));
        gate.countDown();

        assertThat(outcomes.stream().filter(CompletableFuture::join)).hasSize(3);
        assertThat(batches).hasSize(4).allSatisfy(ids -> assertThat(ids).doesNotHaveDuplicates());
    }

    @Test
    void anErrorLeavesNoCallerWaiting() {
        batcher = batcher((sql, birds) -> {
            reach(gate);
            if (birds.size() > 1) {
                throw new AssertionError("thrown by the test");
            }
            return add(sql, birds);
        });
        var first = under(martlet(1));
        var others = IntStream.of(2, 3).mapToObj(id -> waiting(martlet(id), LONG)).toList();
        gate.countDown();

        assertThat(first.join()).isTrue();
        assertThat(others).extracting(outcome -> failure(outcome).getClass().getSimpleName())
                .containsExactlyInAnyOrder("AssertionError", "DatabaseUnavailable");
        assertThat(batcher.run(martlet(4))).isTrue();
    }

    @Test
    void anInputThatMakesTheProgramFailFailsAlone() {
        batcher = batcher((sql, birds) -> {
            reach(gate);
            return birds.contains(martlet(2)) ? List.of() : add(sql, birds);
        });
        var first = under(martlet(1));
        var others = IntStream.of(2, 3).mapToObj(id -> waiting(martlet(id), LONG)).toList();
        gate.countDown();

        assertThat(first.join()).isTrue();
        assertThat(failure(others.getFirst())).isInstanceOf(IllegalStateException.class);
        assertThat(others.getLast().join()).isTrue();
    }

    @Test
    void aFaultOfTheProgramReachesTheCaller() {
        batcher = batcher((_, _) -> List.of());

        assertThatThrownBy(() -> batcher.run(martlet(1))).isInstanceOf(IllegalStateException.class).hasMessageContaining("0 outcomes of 1");
    }

    @Test
    void manyCallersShareFewBatchesAndEachHasItsOwnOutcome() {
        use(2, 1000);
        gate.countDown();
        int callers = 256;
        int each = 20;
        var outcomes = IntStream.range(0, callers)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> IntStream.range(0, each).filter(_ -> batcher.run(anyOf(2000))).count(), THREADS))
                .toList();

        long added = outcomes.stream().mapToLong(CompletableFuture::join).sum();

        assertThat(Birds.count(database)).isEqualTo(added);
        assertThat(batches.stream().mapToInt(List::size).sum()).isEqualTo(callers * each);
        assertThat(batches.size()).isLessThan(callers * each / 8);
        assertThat(queue.waiting()).isZero();
    }

    private void use(int concurrency, int mostWaiting) {
        queue = new BatchQueue<>(concurrency, mostWaiting);
        batcher = batcher((sql, birds) -> {
            reach(gate);
            return add(sql, birds);
        });
    }

    private Batcher<Bird, Boolean> batcher(BiFunction<Sql, List<Bird>, List<Boolean>> work) {
        return Batcher.of(database.sql(), meters, "birds.add", Bird::id, (sql, birds) -> {
            batches.add(birds.stream().map(Bird::id).toList());
            return work.apply(sql, birds);
        }, queue, new BatchPermits(8, 10_000));
    }

    private static List<Boolean> add(Sql sql, List<Bird> birds) {
        var added = new HashSet<>(sql.prepare(ADD)
                .set("ids", birds.stream().mapToInt(Bird::id).toArray())
                .set("names", birds.stream().map(Bird::name).toArray(String[]::new))
                .list(row -> (int) row.number("id")));
        return birds.stream().map(bird -> added.contains(bird.id())).toList();
    }

    private static List<Boolean> die(Sql sql) {
        new AdHocSql(sql).execute("""
                do $$
                begin
                    set local role none;
                    perform pg_terminate_backend(pg_backend_pid());
                    perform pg_sleep(10);
                end
                $$""");
        return List.of();
    }

    private static Bird martlet(int id) {
        return new Bird(id, "martlet");
    }

    private static Bird anyOf(int ids) {
        return martlet(ThreadLocalRandom.current().nextInt(ids));
    }

    private CompletableFuture<Boolean> under(Bird bird) {
        return under(bird, LONG);
    }

    /** Its batch is under way, and waits for the gate. */
    private CompletableFuture<Boolean> under(Bird bird, Duration limit) {
        var outcome = run(bird, limit);
        await().until(() -> !batches.isEmpty());
        return outcome;
    }

    private CompletableFuture<Boolean> waiting(Bird bird, Duration limit) {
        int before = queue.waiting();
        var outcome = run(bird, limit);
        await().pollInterval(Duration.ofMillis(1)).until(() -> queue.waiting() == before + 1);
        return outcome;
    }

    private CompletableFuture<Boolean> run(Bird bird, Duration limit) {
        return CompletableFuture.supplyAsync(() -> Deadline.within(limit, () -> batcher.run(bird)), THREADS);
    }

    private static boolean isUnavailable(Runnable call) {
        try {
            call.run();
            return false;
        } catch (DatabaseUnavailable _) {
            return true;
        }
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertThatFailure(CompletableFuture<?> outcome) {
        return assertThat(failure(outcome));
    }

    private static Throwable failure(CompletableFuture<?> outcome) {
        try {
            throw new AssertionError("no failure but " + outcome.join());
        } catch (CompletionException failure) {
            return failure.getCause();
        }
    }

    private static boolean reach(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
