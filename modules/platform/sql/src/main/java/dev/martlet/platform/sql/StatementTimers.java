package dev.martlet.platform.sql;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How long each statement of a module takes, from sending it to its last row; the wait for a connection is HikariCP's to measure. Named as OpenTelemetry's
 * semantic conventions for databases name it.
 */
final class StatementTimers {
    private static final int MOST = 500;

    private final MeterRegistry meters;
    private final String module;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    StatementTimers(MeterRegistry meters, String module) {
        this.meters = meters;
        this.module = module;
    }

    <T> T time(SqlStatement statement, Supplier<T> execution) {
        long start = System.nanoTime();
        try {
            return execution.get();
        } finally {
            timer(statement.name()).record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    private Timer timer(String statement) {
        Timer known = timers.get(statement);
        return known != null ? known : timers.computeIfAbsent(timers.size() < MOST ? statement : "other", this::register);
    }

    private Timer register(String statement) {
        return Timer.builder("db.client.operation.duration")
                .description("Duration of SQL statements by name, without the wait for a connection")
                .tag("module", module)
                .tag("statement", statement)
                .register(meters);
    }
}
