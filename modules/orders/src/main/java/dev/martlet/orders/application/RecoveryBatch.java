package dev.martlet.orders.application;

import dev.martlet.orders.domain.Order;
import dev.martlet.platform.core.trace.Tracing;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Continues due orders for a while, several concurrently (additive decrease, multiplicative increase): the permits start low, double with each order
 * that becomes final and lose one with each that does not. So a module that does not answer gets few calls, and after an outage all orders continue at full
 * speed.
 */
final class RecoveryBatch {
    private static final int INITIAL_CONCURRENCY = 8;
    private static final int MAX_CONCURRENCY = 32;

    private final Orders orders;
    private final OrderProcessor processor;
    private final SagaLimits limits;
    private final Clock clock;
    private final Instant end;
    private int permits = INITIAL_CONCURRENCY;
    private int running;
    private boolean more = true;

    /** @param end when no more orders are taken */
    RecoveryBatch(Orders orders, OrderProcessor processor, SagaLimits limits, Clock clock, Instant end) {
        this.orders = orders;
        this.processor = processor;
        this.limits = limits;
        this.clock = clock;
        this.end = end;
    }

    /**
     * Returns when all attempts have ended, each within its deadline.
     *
     * @return whether more orders may be due and should be tried at once
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
        return more && permits > 0;
    }

    private void begin(CompletionService<Order> ended) {
        int free = permits - running;
        if (more && free > 0 && clock.instant().isBefore(end)) {
            List<DueOrder> due = orders.take(free, limits.lease());
            due.forEach(next -> ended.submit(() -> Tracing.linked("recover order", next.traceparent()).call(() -> processor.process(next.order()))));
            running += due.size();
            more = due.size() == free;
        }
    }

    /** Waits for one attempt, and collects all that have ended by then. */
    private void await(CompletionService<Order> ended) throws InterruptedException {
        for (Future<Order> next = ended.take(); next != null; next = ended.poll()) {
            running--;
            permits = isFinal(next) ? Math.min(MAX_CONCURRENCY, permits * 2) : permits - 1;
        }
    }

    private static boolean isFinal(Future<Order> ended) throws InterruptedException {
        try {
            return ended.get().status().isFinal();
        } catch (ExecutionException bug) {
            throw new IllegalStateException("an attempt ended with an exception", bug);
        }
    }
}
