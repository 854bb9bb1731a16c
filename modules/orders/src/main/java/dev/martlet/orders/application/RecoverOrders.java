package dev.martlet.orders.application;

import java.time.Clock;
import java.time.Duration;

/** Continues unfinished orders whose process died or whose modules did not answer in time. Any number of processes may do so concurrently. */
public final class RecoverOrders {
    /** Bounds how long the worker delays a shutdown. */
    private static final Duration BATCH_TIME = Duration.ofSeconds(2);

    private final Orders orders;
    private final OrderProcessor processor;
    private final SagaLimits limits;
    private final RecoverySchedule schedule;
    private final Clock clock;

    public RecoverOrders(Orders orders, OrderProcessor processor, SagaLimits limits, RecoverySchedule schedule, Clock clock) {
        this.orders = orders;
        this.processor = processor;
        this.limits = limits;
        this.schedule = schedule;
        this.clock = clock;
    }

    /** @return whether more orders may be due and should be tried at once */
    public boolean recover() throws InterruptedException {
        if (!schedule.isDue()) {
            return false;
        }
        boolean more = new RecoveryBatch(orders, processor, limits, clock, clock.instant().plus(BATCH_TIME)).run();
        orders.timeToNextDue().ifPresent(schedule::scheduleIn);
        return more;
    }
}
