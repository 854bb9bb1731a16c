package dev.martlet.bootstrap;

import dev.martlet.platform.core.work.Backoff;
import dev.martlet.platform.sql.DatabaseUnavailable;
import dev.martlet.platform.sql.check.ServerCheck;
import dev.martlet.platform.sql.migration.Migrations;
import dev.martlet.platform.sql.migration.SchemaOutdated;
import dev.martlet.platform.sql.session.DatabaseSettings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Prepares the databases of one login: checks the server once, then migrates or checks the schema of each module, and retries temporary failures. */
final class DatabaseStart {
    private static final Logger LOG = System.getLogger(DatabaseStart.class.getName());
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2), 0.5);
    private static final Duration SHORTEST_LOGIN = Duration.ofSeconds(2);

    private final String key;
    private final Map<String, DatabaseSettings> pending;
    private final Duration wait;
    private final StopSignal giveUp;
    private final long begin = System.nanoTime();
    private final Set<String> logged = new HashSet<>();
    private boolean checked;

    /**
     * @param key that names the database, such as {@code db.url}
     * @param settings of each module of this login
     * @param wait {@code db.wait}
     * @param giveUp ends the wait; given here when a fault is found that waiting does not mend
     */
    DatabaseStart(String key, Map<String, DatabaseSettings> settings, Duration wait, StopSignal giveUp) {
        this.key = key;
        this.pending = new LinkedHashMap<>(settings);
        this.wait = wait;
        this.giveUp = giveUp;
    }

    /** @return a message for the operator, if it could not be done */
    List<String> run() {
        for (int failed = 1;; failed++) {
            Map<String, RuntimeException> failures = attempt();
            if (failures.isEmpty()) {
                return List.of();
            }
            if (!failures.values().stream().allMatch(DatabaseStart::isMendable)) {
                giveUp.give();
            }
            if (!giveUp.isGiven() && wait.isPositive()) {
                report(failures);
            }
            if (giveUp.isGiven() || left().isNegative()) {
                return DatabaseFaults.lines(key, pending, failures);
            }
            if (giveUp.await(BACKOFF.after(failed))) {
                return DatabaseFaults.lines(key, pending, failures);
            }
        }
    }

    /** Forgets the modules whose schemas are ready. @return what failed, by module */
    private Map<String, RuntimeException> attempt() {
        var failures = new LinkedHashMap<String, RuntimeException>();
        try {
            pending.keySet().removeAll(upToDate());
        } catch (RuntimeException failure) {
            pending.keySet().forEach(module -> failures.put(module, failure));
            return failures;
        }
        // Virtual threads would hold their carriers while Flyway's classes are initialised, and wait for each other without end.
        try (var threads = Executors.newCachedThreadPool()) {
            var migrations = new LinkedHashMap<String, Future<?>>();
            pending.forEach((module, settings) -> migrations.put(module, threads.submit(() -> Migrations.apply(settings, module))));
            migrations.forEach((module, migration) -> failure(migration).ifPresent(failure -> failures.put(module, failure)));
        }
        pending.keySet().retainAll(failures.keySet());
        return failures;
    }

    private static Optional<RuntimeException> failure(Future<?> work) {
        try {
            work.get();
            return Optional.empty();
        } catch (ExecutionException failure) {
            return Optional.of(failure.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failure.getCause()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private Set<String> upToDate() {
        if (checked) {
            return Migrations.upToDate(pending);
        }
        Map.Entry<String, DatabaseSettings> any = pending.entrySet().iterator().next();
        Duration longest = left().compareTo(SHORTEST_LOGIN) < 0 ? SHORTEST_LOGIN : left();
        Set<String> ready = ServerCheck.check(any.getValue(), any.getKey(), longest, login -> Migrations.upToDate(pending, login));
        checked = true;
        return ready;
    }

    private Duration left() {
        return wait.minusNanos(System.nanoTime() - begin);
    }

    /** Logs each kind of failure once, for all modules that have it. */
    private void report(Map<String, RuntimeException> failures) {
        var away = new ArrayList<String>();
        var behind = new ArrayList<String>();
        failures.forEach((module, failure) -> (failure instanceof SchemaOutdated ? behind : away).add(module));
        if (!away.isEmpty() && logged.add("away")) {
            RuntimeException failure = failures.get(away.getFirst());
            LOG.log(Level.INFO, () -> "Waiting up to " + wait.toSeconds() + " s (db.wait) for the database of " + String.join(", ", away) + " ("
                    + pending.get(away.getFirst()) + "): " + DatabaseFaults.line(failure));
        }
        if (!behind.isEmpty() && logged.add("behind")) {
            LOG.log(Level.INFO, () -> "Waiting up to " + wait.toSeconds() + " s (db.wait) for another process to migrate the schemas of "
                    + String.join(", ", behind) + " (" + pending.get(behind.getFirst()) + ")");
        }
    }

    private static boolean isMendable(RuntimeException failure) {
        return failure instanceof DatabaseUnavailable || failure instanceof SchemaOutdated;
    }
}
