package dev.martlet.orders.application;

import dev.martlet.orders.domain.Order;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A while of taking on unfinished orders, several at a time: a few at first, twice as many with each that could be finished, one less with each that could
 * not. So little is asked of whoever does not answer, and once they do all that has waited for them goes on at full speed.
 */
final class RecoveryBatch {
    private static final int FEW = 8;
    private static final int MANY = 32;

    private final Orders orders;
    private final OrderProcessor attempts;
    private final SagaLimits limits;
    private final Clock clock;
    private final Instant end;
    /** How many may be under way. */
    private int places = FEW;
    private int running;
    private boolean more = true;

    /** @param end when no more orders are taken on */
    RecoveryBatch(Orders orders, OrderProcessor attempts, SagaLimits limits, Clock clock, Instant end) {
        this.orders = orders;
        this.attempts = attempts;
        this.limits = limits;
        this.clock = clock;
        this.end = end;
    }

    /**
     * Returns when all have ended, which each does within its limit.
     *
     * @return whether more may be due, and it is worth trying at once
     */
    boolean run() throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ended = new ExecutorCompletionService<Order>(threads);
            begin(ended);
            while (running > 0) {
                await(ended);
                begin(ended);
            }
        }
        return more && places > 0;
    }

    private void begin(CompletionService<Order> ended) {
        int free = places - running;
        var now = clock.instant();
        if (more && free > 0 && now.isBefore(end)) {
            List<Order> due = orders.take(free, now, now.plus(limits.lease()));
            due.forEach(order -> ended.submit(() -> attempts.run(orders, order)));
            running += due.size();
            more = due.size() == free;
        }
    }

    /** At least one, and all that have ended by then. */
    private void await(CompletionService<Order> ended) throws InterruptedException {
        for (Future<Order> next = ended.take(); next != null; next = ended.poll()) {
            running--;
            places = isFinal(next) ? Math.min(MANY, places * 2) : places - 1;
        }
    }

    private static boolean isFinal(Future<Order> ended) throws InterruptedException {
        try {
            return ended.get().status().isFinal();
        } catch (ExecutionException bug) {
            throw new IllegalStateException("an order could not be taken on", bug);
        }
    }
}
