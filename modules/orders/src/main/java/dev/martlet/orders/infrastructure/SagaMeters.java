package dev.martlet.orders.infrastructure;

import dev.martlet.orders.application.AttemptListener;
import dev.martlet.orders.domain.Order;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What operators see of the saga: {@code martlet.sagas} (how long attempts took, by how the order stood afterwards) and
 * {@code martlet.sagas.oldest} (the age of the oldest order that is not finished; 0 if there is none).
 */
public final class SagaMeters implements AttemptListener {
    private final MeterRegistry meters;
    private final OrderListRepository queries;
    private final Clock clock;
    private volatile Optional<Instant> oldest = Optional.empty();

    public SagaMeters(MeterRegistry meters, OrderListRepository queries, Clock clock) {
        this.meters = meters;
        this.queries = queries;
        this.clock = clock;
        TimeGauge.builder("martlet.sagas.oldest", this, TimeUnit.MILLISECONDS, SagaMeters::ageOfOldest)
                .description("Age of the oldest order that is neither confirmed, rejected nor cancelled")
                .register(meters);
    }

    @Override
    public void ended(Order order, Duration time) {
        meters.timer("martlet.sagas", "outcome", order.status().name().toLowerCase(Locale.ROOT)).record(time);
    }

    /** @return false: there is no more before the next time */
    public boolean measure() {
        oldest = queries.oldestUnfinished();
        return false;
    }

    private double ageOfOldest() {
        return oldest.map(since -> Math.max(0, Duration.between(since, clock.instant()).toMillis())).orElse(0L);
    }
}
