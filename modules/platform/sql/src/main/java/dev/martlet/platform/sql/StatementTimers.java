package dev.martlet.platform.sql;

import dev.martlet.platform.core.trace.Span;
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
    private final StatementSpans spans;

    /** @param spans describes the module's statements in traces */
    StatementTimers(MeterRegistry meters, String module, StatementSpans spans) {
        this.spans = spans;
        timers = Timer.builder("db.client.operation.duration")
                .description("Duration of SQL statements by name, without the wait for a connection")
                .tag("module", module)
                .withRegistry(meters);
    }

    <T> T time(SqlStatement statement, Supplier<T> execution) {
        long start = System.nanoTime();
        Span span = spans.begin(statement.name());
        try {
            return execution.get();
        } catch (RuntimeException failure) {
            span.fail(failure);
            throw failure;
        } finally {
            span.end();
            timers.withTag("statement", statement.name()).record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }
}
