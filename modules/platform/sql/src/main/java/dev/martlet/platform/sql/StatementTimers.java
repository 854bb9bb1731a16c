package dev.martlet.platform.sql;

import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How long each statement of a module takes, from sending it to its last row; the wait for a connection is HikariCP's to measure. Named as OpenTelemetry's
 * semantic conventions for databases name it.
 */
final class StatementTimers {
    private final MeterProvider<Timer> timers;

    StatementTimers(MeterRegistry meters, String module) {
        timers = Timer.builder("db.client.operation.duration")
                .description("Duration of SQL statements by name, without the wait for a connection")
                .tag("module", module)
                .withRegistry(meters);
    }

    <T> T time(SqlStatement statement, Supplier<T> execution) {
        long start = System.nanoTime();
        try {
            return execution.get();
        } finally {
            timers.withTag("statement", statement.name()).record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }
}
