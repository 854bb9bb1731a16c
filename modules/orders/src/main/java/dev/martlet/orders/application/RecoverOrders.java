package dev.martlet.orders.application;

import dev.martlet.orders.domain.Order;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** Takes on orders that nobody has finished: their process died, or somebody did not answer in time. Any number of processes may do so at once. */
public final class RecoverOrders {
    private static final int AT_ONCE = 8;

    private final Orders orders;
    private final OrderAttempts attempts;
    private final SagaLimits limits;
    private final Alarm alarm;
    private final Clock clock;

    public RecoverOrders(Orders orders, OrderAttempts attempts, SagaLimits limits, Alarm alarm, Clock clock) {
        this.orders = orders;
        this.attempts = attempts;
        this.limits = limits;
        this.alarm = alarm;
        this.clock = clock;
    }

    /** @return whether more may be due, and it is worth trying: while nobody gets anywhere, so many a second are enough to find out when that changes */
    public boolean runSome() {
        var now = clock.instant();
        if (!alarm.rings(now)) {
            return false;
        }
        var due = orders.take(AT_ONCE, now, now.plus(limits.lease()));
        boolean anyFinished = runAll(due);
        orders.nextDue().ifPresent(alarm::setAt);
        return due.size() == AT_ONCE && anyFinished;
    }

    /** Returns when all have ended, which each does within its limit. */
    private boolean runAll(List<Order> due) {
        var anyFinished = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            due.forEach(order -> threads.execute(() -> {
                if (attempts.run(orders, order).status().isFinal()) {
                    anyFinished.set(true);
                }
            }));
        }
        return anyFinished.get();
    }
}
