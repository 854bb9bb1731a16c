package dev.martlet.orders.application;

import java.time.Clock;
import java.time.Duration;

/** Takes on orders that nobody has finished: their process died, or somebody did not answer in time. Any number of processes may do so at once. */
public final class RecoverOrders {
    /** So that the worker is not held up when it is to end. */
    private static final Duration ROUND = Duration.ofSeconds(2);

    private final Orders orders;
    private final OrderProcessor attempts;
    private final SagaLimits limits;
    private final RecoverySchedule alarm;
    private final Clock clock;

    public RecoverOrders(Orders orders, OrderProcessor attempts, SagaLimits limits, RecoverySchedule alarm, Clock clock) {
        this.orders = orders;
        this.attempts = attempts;
        this.limits = limits;
        this.alarm = alarm;
        this.clock = clock;
    }

    /** @return whether more may be due, and it is worth trying at once */
    public boolean runSome() throws InterruptedException {
        var now = clock.instant();
        if (!alarm.rings(now)) {
            return false;
        }
        boolean more = new RecoveryBatch(orders, attempts, limits, clock, now.plus(ROUND)).run();
        orders.nextDue().ifPresent(alarm::setAt);
        return more;
    }
}
