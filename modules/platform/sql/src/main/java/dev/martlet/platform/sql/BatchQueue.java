package dev.martlet.platform.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The calls of a {@link Batcher} that wait, in the order of their arrival, and the number of batches under way. Each batch has a leader: the caller whose
 * thread runs it. At most one leader has yet to form its batch, which it does from all that have arrived by then; afterwards the next may be appointed.
 */
final class BatchQueue<I, O> {
    private static final int MOST_IN_A_BATCH = 64;
    /** How much longer than its own deadline a leader may work for others. */
    private static final long LONGEST_OVERTIME = TimeUnit.MILLISECONDS.toNanos(100);

    private final int concurrency;
    private final int mostWaiting;
    private final SequencedSet<BatchedCall<I, O>> waiting = new LinkedHashSet<>();
    /** Leaders, including {@link #appointed}. */
    private int underWay;
    /** Whether a leader has yet to form its batch. */
    private boolean appointed;

    /** An input with less time left is not sent for another caller: it would probably leave before its outcome is known. */
    private static final long LEAST_TIME = TimeUnit.MILLISECONDS.toNanos(100);

    /**
     * @param concurrency batches under way before calls wait
     * @param mostWaiting calls that may wait
     */
    BatchQueue(int concurrency, int mostWaiting) {
        this.concurrency = concurrency;
        this.mostWaiting = mostWaiting;
    }

    /**
     * @return whether the call leads a batch at once; else it waits
     * @throws DatabaseUnavailable if too many wait
     */
    synchronized boolean enter(BatchedCall<I, O> call) {
        if (waiting.size() >= mostWaiting) {
            throw DatabaseUnavailable.notSent(waiting.size() + " inputs of the statement are waiting");
        }
        waiting.add(call);
        appoint();
        return call.isLeader();
    }

    /** The leader's batch, in the order of arrival. Its calls no longer wait. */
    synchronized List<BatchedCall<I, O>> form(BatchedCall<I, O> leader) {
        List<BatchedCall<I, O>> batch = candidates(Optional.of(leader));
        batch.forEach(waiting::remove);
        appointed = false;
        appoint();
        return batch;
    }

    /** Ends a batch: the next has a leader, if any call waits. */
    synchronized void pass() {
        underWay--;
        appoint();
    }

    private void appoint() {
        if (!appointed && underWay < concurrency) {
            candidates(Optional.empty()).stream().reduce((a, b) -> b.end() - a.end() > 0 ? b : a).ifPresent(next -> {
                next.promote();
                underWay++;
                appointed = true;
            });
        }
    }

    /**
     * Takes back a call without an outcome. Its role as a leader is passed on.
     *
     * @return whether it still waited, so that it is never sent
     */
    synchronized boolean leave(BatchedCall<I, O> call) {
        boolean waited = waiting.remove(call);
        if (waited && call.isLeader()) {
            appointed = false;
            pass();
        }
        return waited;
    }

    synchronized int waiting() {
        return waiting.size();
    }

    /** The calls that can be sent together next. The leader of a batch waits the longest of them, or nearly so. */
    private List<BatchedCall<I, O>> candidates(Optional<BatchedCall<I, O>> leader) {
        Set<Object> keys = new HashSet<>();
        leader.map(BatchedCall::key).ifPresent(keys::add);
        int room = MOST_IN_A_BATCH - keys.size();
        List<BatchedCall<I, O>> chosen = new ArrayList<>();
        for (BatchedCall<I, O> call : waiting) {
            if (leader.filter(one -> one == call).isPresent()) {
                chosen.add(call);
            } else if (room > 0 && isFree(call, leader) && keys.add(call.key())) {
                chosen.add(call);
                room--;
            }
        }
        return chosen;
    }

    private boolean isFree(BatchedCall<I, O> call, Optional<BatchedCall<I, O>> leader) {
        return !call.isLeader() && leader
                .map(one -> call.remains(LEAST_TIME) && call.end() - one.end() <= LONGEST_OVERTIME)
                .orElseGet(() -> !call.isOver());
    }
}
