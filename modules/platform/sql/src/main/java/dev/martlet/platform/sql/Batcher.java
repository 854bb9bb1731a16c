package dev.martlet.platform.sql;

import dev.martlet.platform.core.context.Trace;
import dev.martlet.platform.core.trace.Span;
import dev.martlet.platform.core.work.Deadline;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Natural batching of a statement (group commit for statements). An input is sent at once, alone, if few batches are under way: fewer than
 * {@value #CONCURRENCY} of this statement, and fewer than the {@link BatchPermits} of the process allow. Otherwise it waits, and leaves with all that have
 * arrived meanwhile. So nothing waits while the database is idle, and under load many inputs share a round trip, a commit and the locks of a row.
 *
 * <p>The thread of one caller runs the batch for the others. Each caller leaves at its own {@link Deadline}; the batch goes on until the latest of them.
 * In traces the statement belongs to the caller that ran it; each other caller has a span by the statement's name, from its arrival to its outcome, with a
 * link to the one that ran it.
 */
public final class Batcher<I, O> {
    private static final int CONCURRENCY = 4;
    private static final int MOST_WAITING = 1000;

    private final Sql sql;
    private final String name;
    private final Function<I, ?> key;
    private final BiFunction<Sql, List<I>, List<O>> work;
    private final BatchQueue<I, O> queue;
    private final BatchPermits permits;
    private final DistributionSummary sizes;

    private Batcher(
            Sql sql, String name, DistributionSummary sizes, Function<I, ?> key, BiFunction<Sql, List<I>, List<O>> work, BatchQueue<I, O> queue,
            BatchPermits permits) {
        this.sql = sql;
        this.name = name;
        this.sizes = sizes;
        this.key = key;
        this.work = work;
        this.queue = queue;
        this.permits = permits;
    }

    /**
     * @param name of the statement, for metrics
     * @param key what tells inputs apart: two with the same key never share a batch
     * @param work one statement, which commits by itself, over all inputs (1 to 64, in the order of their arrival); returns one outcome for each, in the same
     *     order. What an input may be refused for is its outcome. It locks rows in the order of their keys, so that two batches cannot block each other for
     *     good. It runs again with each input alone if it throws, unless the database was unavailable: so it may be repeated for an input
     */
    public static <I, O> Batcher<I, O> of(Database database, String name, Function<I, ?> key, BiFunction<Sql, List<I>, List<O>> work) {
        return of(database.sql(), database.meters(), name, key, work);
    }

    /** As above. @param sql runs each statement in a transaction of its own */
    public static <I, O> Batcher<I, O> of(Sql sql, MeterRegistry meters, String name, Function<I, ?> key, BiFunction<Sql, List<I>, List<O>> work) {
        return of(sql, meters, name, key, work, new BatchQueue<>(CONCURRENCY, MOST_WAITING), BatchPermits.ofProcess());
    }

    static <I, O> Batcher<I, O> of(
            Sql sql, MeterRegistry meters, String name, Function<I, ?> key, BiFunction<Sql, List<I>, List<O>> work,
            BatchQueue<I, O> queue, BatchPermits permits) {
        return new Batcher<>(sql, name, sizes(meters, name), key, work, queue, permits);
    }

    /**
     * Runs the statement for this input, with the outcome as if it ran alone.
     *
     * @throws DatabaseUnavailable if the connection was lost, the deadline is over or too many inputs wait. Where the input
     *     {@linkplain DatabaseUnavailable#mayHaveHappened() may have happened}, its batch may still be under way
     * @throws SqlFailure if PostgreSQL refused the statement for this input alone: it changed nothing
     */
    public O run(I input) {
        var call = new BatchedCall<I, O>(input, key.apply(input), Deadline.end());
        try {
            if (queue.enter(call) || await(call) == BatchedCall.State.LEADER) {
                permits.run(() -> lead(call));
            }
        } catch (Throwable failure) {
            // An appointed leader that did not form its batch would block the statement.
            queue.leave(call);
            throw failure;
        }
        return call.outcome().orElseThrow(() -> lost(call)).get();
    }

    /** The span of a caller that leads a batch in the end is not kept: the statement has its own. */
    private BatchedCall.State await(BatchedCall<I, O> call) {
        Span span = StatementSpans.waiting(name);
        BatchedCall.State state = call.await();
        if (span.isRecorded() && state != BatchedCall.State.LEADER) {
            call.leader().ifPresent(span::link);
            span.end();
        }
        return state;
    }

    /** In any case, the others of the batch get an outcome, and the next batch a leader. */
    private void lead(BatchedCall<I, O> leader) {
        List<BatchedCall<I, O>> batch = List.of();
        List<Supplier<O>> outcomes = List.of();
        try {
            batch = queue.form(leader);
            outcomes = run(batch);
        } finally {
            queue.pass();
            settle(batch, outcomes);
        }
    }

    private void settle(List<BatchedCall<I, O>> batch, List<Supplier<O>> outcomes) {
        Optional<Trace> leader = Trace.current();
        for (int i = 0; i < batch.size(); i++) {
            Supplier<O> outcome = i < outcomes.size()
                    ? outcomes.get(i)
                    : failing(new DatabaseUnavailable("the thread that ran the batch has failed", null));
            batch.get(i).settle(leader, outcome);
        }
    }

    /** @return how each call gets its outcome, in its own thread */
    private List<Supplier<O>> run(List<BatchedCall<I, O>> batch) {
        List<I> inputs = batch.stream().map(BatchedCall::input).toList();
        sizes.record(inputs.size());
        try {
            List<O> outcomes = inputs.size() == 1 ? work.apply(sql, inputs) : Deadline.until(end(batch), () -> work.apply(sql, inputs));
            return outcomes(inputs, outcomes);
        } catch (RuntimeException failure) {
            return inputs.size() > 1 && mayBeOneInputs(failure)
                    ? inputs.stream().map(this::alone).toList()
                    : Collections.nCopies(inputs.size(), failing(failure));
        }
    }

    private Supplier<O> alone(I input) {
        return () -> {
            sizes.record(1);
            return outcomes(List.of(input), work.apply(sql, List.of(input))).getFirst().get();
        };
    }

    private static <I, O> List<Supplier<O>> outcomes(List<I> inputs, List<O> outcomes) {
        if (outcomes.size() != inputs.size()) {
            throw new IllegalStateException(outcomes.size() + " outcomes of " + inputs.size() + " inputs");
        }
        return outcomes.stream().<Supplier<O>>map(outcome -> () -> outcome).toList();
    }

    private static <O> Supplier<O> failing(RuntimeException failure) {
        return () -> {
            throw failure;
        };
    }

    /** Whether a statement without the input that it failed for may succeed: not while the database is unavailable. */
    private static boolean mayBeOneInputs(RuntimeException failure) {
        return !(failure instanceof DatabaseUnavailable unavailable) || unavailable.isLockTimeout();
    }

    private static long end(List<? extends BatchedCall<?, ?>> batch) {
        return batch.stream().mapToLong(BatchedCall::end).reduce((a, b) -> a - b > 0 ? a : b).orElseThrow();
    }

    /** Leaves without an outcome. */
    private DatabaseUnavailable lost(BatchedCall<I, O> call) {
        return queue.leave(call)
                ? DatabaseUnavailable.notSent("the input was not sent before the caller's deadline")
                : new DatabaseUnavailable("the batch was not done before the caller's deadline", null);
    }

    private static DistributionSummary sizes(MeterRegistry meters, String name) {
        return DistributionSummary.builder("martlet.sql.batch.size")
                .description("Inputs that left together in one statement, by its name")
                .tag("statement", name)
                .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64)
                .register(meters);
    }
}
