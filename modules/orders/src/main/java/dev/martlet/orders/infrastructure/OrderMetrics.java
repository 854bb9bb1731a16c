package dev.martlet.orders.infrastructure;

import dev.martlet.orders.application.AttemptListener;
import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderStatus;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The metrics of the saga: {@code martlet.order.attempts} (the duration of attempts, by outcome) and {@code martlet.orders.unfinished.age} (the age of the
 * oldest unfinished order; 0 if there is none). An order that is answered 202 has an attempt with the outcome {@code unfinished}, and one more for each later
 * retry; the attempt that finishes it counts once, under the final status.
 */
public final class OrderMetrics implements AttemptListener {
    private final MeterProvider<Timer> attempts;
    private final OrderListRepository queries;
    private final Clock clock;
    private volatile Optional<Instant> oldest = Optional.empty();

    public OrderMetrics(MeterRegistry meters, OrderListRepository queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
        TimeGauge.builder("martlet.orders.unfinished.age", this, TimeUnit.MILLISECONDS, OrderMetrics::ageOfOldest)
                .description("Age of the oldest order that is neither confirmed, rejected nor cancelled")
                .register(meters);
        attempts = Timer.builder("martlet.order.attempts")
                .description("Attempts to finish an order, by outcome: confirmed, rejected, cancelled or unfinished")
                .withRegistry(meters);
        Arrays.stream(OrderStatus.values()).forEach(this::timer);
    }

    @Override
    public void ended(Order order, Duration time) {
        timer(order.status()).record(time);
    }

    private static String outcome(OrderStatus status) {
        return status.isFinal() ? status.name().toLowerCase(Locale.ROOT) : "unfinished";
    }

    private Timer timer(OrderStatus status) {
        return attempts.withTag("outcome", outcome(status));
    }

    /** @return false: nothing more to do before the next run */
    public boolean measure() {
        oldest = queries.oldestUnfinished();
        return false;
    }

    private double ageOfOldest() {
        return oldest.map(since -> Math.max(0, Duration.between(since, clock.instant()).toMillis())).orElse(0L);
    }
}
