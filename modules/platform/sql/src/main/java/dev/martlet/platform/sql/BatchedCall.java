package dev.martlet.platform.sql;

import dev.martlet.platform.core.context.Trace;
import dev.martlet.platform.core.work.TimeLimit;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** One caller of a {@link Batcher}: what it gives, until when it waits, and how it gets its outcome. */
final class BatchedCall<I, O> {
    private final I input;
    private final Object key;
    private final long end;
    private final Thread caller = Thread.currentThread();
    private volatile boolean leader;
    private volatile Supplier<O> outcome;
    /** Written before the outcome. */
    private Optional<Trace> ranIn = Optional.empty();

    /** @param end the caller's deadline, as a value of {@link System#nanoTime()} */
    BatchedCall(I input, Object key, long end) {
        this.input = input;
        this.key = key;
        this.end = end;
    }

    /** What a caller that has waited does next. */
    enum State {
        /** Run a batch. */
        LEADER,
        /** Take the outcome. */
        SETTLED,
        /** Leave: the deadline is over, or the thread is interrupted. */
        OVER
    }

    I input() {
        return input;
    }

    Object key() {
        return key;
    }

    long end() {
        return end;
    }

    boolean isOver() {
        return end - System.nanoTime() <= 0;
    }

    /** Whether so many nanoseconds are left. */
    boolean remains(long nanos) {
        return end - System.nanoTime() >= nanos;
    }

    boolean isLeader() {
        return leader;
    }

    /** Makes the caller's thread run the next batch. */
    void promote() {
        leader = true;
        LockSupport.unpark(caller);
    }

    /**
     * @param trace in which the statement ran
     * @param outcome to be run by the caller's thread
     */
    void settle(Optional<Trace> trace, Supplier<O> outcome) {
        ranIn = trace;
        this.outcome = outcome;
        LockSupport.unpark(caller);
    }

    /** The trace in which the statement ran, once there is an outcome. */
    Optional<Trace> leader() {
        return outcome == null ? Optional.empty() : ranIn;
    }

    /** Empty if the call has none yet. */
    Optional<Supplier<O>> outcome() {
        return Optional.ofNullable(outcome);
    }

    /** Waits until there is something to do. A wait without a limit and a clock apart: decision 0014. */
    State await() {
        try (var _ = TimeLimit.of(Duration.ofNanos(Math.max(0, end - System.nanoTime())), () -> LockSupport.unpark(caller))) {
            while (state() == null) {
                LockSupport.park(this);
            }
        }
        return state();
    }

    private State state() {
        if (outcome != null) {
            return State.SETTLED;
        }
        if (isOver() || caller.isInterrupted()) {
            return State.OVER;
        }
        return leader ? State.LEADER : null;
    }
}
