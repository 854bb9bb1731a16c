package dev.martlet.orders.application;

import dev.martlet.orders.domain.Order;
import dev.martlet.platform.core.trace.Span;
import dev.martlet.platform.core.work.Backoff;
import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.sql.DatabaseUnavailable;
import java.time.Duration;

/** Runs the saga within its deadline, and schedules the next attempt of an order that is not final after it. */
public final class OrderProcessor {
    /** Short, so that orders continue within seconds after an outage; {@link RecoveryBatch} keeps the retries few. */
    static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10), 0.5);
    private static final Duration POSTPONE_TIMEOUT = Duration.ofSeconds(1);

    private final PlaceOrderSaga saga;
    private final Orders orders;
    private final SagaLimits limits;
    private final RecoverySchedule schedule;
    private final AttemptListener listener;

    public OrderProcessor(PlaceOrderSaga saga, Orders orders, SagaLimits limits, RecoverySchedule schedule, AttemptListener listener) {
        this.saga = saga;
        this.orders = orders;
        this.limits = limits;
        this.schedule = schedule;
        this.listener = listener;
    }

    /** Makes one attempt. An order that is not final after it is left to {@link RecoverOrders}. */
    Order process(Order order) {
        return release(Deadline.within(limits.attempt(), () -> attempt(order, ResponseFactory.NONE)));
    }

    /** One attempt, within the caller's deadline. The caller has to {@link #release} the order. */
    Order attempt(Order order, ResponseFactory responses) {
        long begin = System.nanoTime();
        var result = Span.step("attempt", () -> saga.run(order, responses));
        listener.ended(result, Duration.ofNanos(System.nanoTime() - begin));
        return result;
    }

    /** Ends the lease of an order that is not final. Outside the attempt's deadline, which may be over. */
    Order release(Order order) {
        if (!order.status().isFinal()) {
            postpone(order);
        }
        return order;
    }

    private void postpone(Order order) {
        var delay = BACKOFF.after(order.attempts());
        schedule.scheduleIn(isPostponed(order, delay) ? delay : limits.lease());
    }

    /** While the database is unavailable, the lease that was stored when the order was opened or taken stays in force. */
    private boolean isPostponed(Order order, Duration delay) {
        try {
            return Deadline.within(POSTPONE_TIMEOUT, () -> {
                orders.postpone(order, delay);
                return true;
            });
        } catch (DatabaseUnavailable _) {
            return false;
        }
    }
}
