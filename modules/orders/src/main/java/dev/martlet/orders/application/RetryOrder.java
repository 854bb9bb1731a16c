package dev.martlet.orders.application;

import java.time.Duration;
import java.util.UUID;

/** Makes the next attempt of an unfinished order due at once, in whichever process recovers orders. It may be repeated. */
public final class RetryOrder {
    private final Orders orders;
    private final RecoverySchedule schedule;

    public RetryOrder(Orders orders, RecoverySchedule schedule) {
        this.orders = orders;
        this.schedule = schedule;
    }

    /** @return false if the order is final, its first attempt is still running, or there is none */
    public boolean retry(UUID id) {
        boolean isDue = orders.retryNow(id);
        if (isDue) {
            schedule.scheduleIn(Duration.ZERO);
        }
        return isDue;
    }
}
