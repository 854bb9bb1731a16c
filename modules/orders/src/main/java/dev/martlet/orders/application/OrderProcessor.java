package dev.martlet.orders.application;

import dev.martlet.orders.domain.Order;
import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.sql.DatabaseUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** Runs the saga within its time, again and again with growing pauses, until an order is final. */
public final class OrderProcessor {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 4;
    /** However long somebody was away, orders go on within seconds of their return; {@link RecoverOrders} sees to it that asking costs little. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration TIME_TO_POSTPONE = Duration.ofSeconds(1);

    private final PlaceOrderSaga saga;
    private final SagaLimits limits;
    private final RecoverySchedule alarm;
    private final AttemptListener listener;
    private final Clock clock;

    public OrderProcessor(PlaceOrderSaga saga, SagaLimits limits, RecoverySchedule alarm, AttemptListener listener, Clock clock) {
        this.saga = saga;
        this.limits = limits;
        this.alarm = alarm;
        this.listener = listener;
        this.clock = clock;
    }

    /** One attempt; what it does not finish is left to whoever takes it on next. */
    Order run(Orders orders, Order order) {
        return leave(orders, Deadline.within(limits.attempt(), () -> work(orders, order)));
    }

    /** The work of an attempt, within the caller's deadline. */
    Order work(Orders orders, Order order) {
        long begin = System.nanoTime();
        var now = saga.run(orders, order);
        listener.ended(now, Duration.ofNanos(System.nanoTime() - begin));
        return now;
    }

    /** The end of an attempt, outside the deadline of its work. */
    Order leave(Orders orders, Order order) {
        if (!order.status().isFinal()) {
            postpone(orders, order);
        }
        return order;
    }

    private void postpone(Orders orders, Order order) {
        var retryAt = clock.instant().plus(pause(order.attempts()));
        alarm.setAt(isPostponed(orders, order, retryAt) ? retryAt : clock.instant().plus(limits.lease()));
    }

    /** If the database is away now, the time that was put down when the order was opened or taken stands. */
    private static boolean isPostponed(Orders orders, Order order, Instant retryAt) {
        try {
            return Deadline.within(TIME_TO_POSTPONE, () -> {
                orders.postpone(order, retryAt);
                return true;
            });
        } catch (DatabaseUnavailable _) {
            return false;
        }
    }

    /** Half of it by chance, so that what failed together does not come back together. */
    static Duration pause(int attempts) {
        var full = FIRST_PAUSE.multipliedBy(1L << Math.clamp(attempts - 1, 0, MOST_DOUBLINGS));
        long millis = Math.min(full.toMillis(), LONGEST_PAUSE.toMillis());
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
    }
}
