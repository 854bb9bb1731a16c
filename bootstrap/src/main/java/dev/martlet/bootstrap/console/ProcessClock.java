package dev.martlet.bootstrap.console;

import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.time.Instant;

/** The times that a process shows of itself; they decide nothing. */
public final class ProcessClock {
    private static final RuntimeMXBean RUNTIME = ManagementFactory.getRuntimeMXBean();

    private ProcessClock() {}

    public static Instant startedAt() {
        return Instant.ofEpochMilli(RUNTIME.getStartTime());
    }

    static Instant now() {
        return Instant.ofEpochMilli(RUNTIME.getStartTime() + RUNTIME.getUptime());
    }

    public static double uptimeSeconds() {
        return RUNTIME.getUptime() / 1000.0;
    }
}
