package dev.martlet.bootstrap;

import dev.martlet.kernel.embedded.EmbeddedPostgres;
import dev.martlet.kernel.sql.DatabaseSettings;
import dev.martlet.kernel.sql.DatabaseUnavailable;
import dev.martlet.kernel.sql.Migrations;
import dev.martlet.kernel.sql.SchemaBehind;
import dev.martlet.kernel.sql.SqlFailure;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Where the schemas of this process's modules are, migrated; with embedded PostgreSQL if a module has no other. */
final class Databases implements AutoCloseable {
    private final Map<String, DatabaseSettings> settings;
    private final Optional<EmbeddedPostgres> embedded;

    private Databases(Map<String, DatabaseSettings> settings, Optional<EmbeddedPostgres> embedded) {
        this.settings = settings;
        this.embedded = embedded;
    }

    /** @throws Exit if a database does not answer, a migration fails, or a schema is behind and may not be migrated */
    static Databases open(Plan plan, StopSignal stop) {
        Optional<EmbeddedPostgres> embedded = plan.needsEmbeddedPostgres() ? Optional.of(embedded(plan)) : Optional.empty();
        var settings = new LinkedHashMap<String, DatabaseSettings>();
        for (String module : plan.graph().names()) {
            if (plan.placement().isHere(module)) {
                settings.put(module, located(plan.databases().get(module), embedded));
            }
        }
        var databases = new Databases(settings, embedded);
        try {
            databases.migrate();
        } catch (RuntimeException failure) {
            databases.close();
            throw failure;
        }
        return databases;
    }

    DatabaseSettings of(String module) {
        return settings.get(module);
    }

    @Override
    public void close() {
        // No method reference: it would want the class even where there is nothing to close.
        if (embedded.isPresent()) {
            embedded.get().close();
        }
    }

    private static EmbeddedPostgres embedded(Plan plan) {
        try {
            return EmbeddedPostgres.start(plan.process().embeddedDirectory());
        } catch (NoClassDefFoundError _) {
            // The container image leaves its jars out.
            throw new Exit(Exit.CONFIGURATION, List.of("db.url: must be set, because this build comes without embedded PostgreSQL"));
        } catch (UncheckedIOException failure) {
            throw new Exit(Exit.CONFIGURATION, List.of("db.embedded.directory: " + line(failure) + ": " + failure.getCause()));
        }
    }

    private static DatabaseSettings located(DatabaseSettings settings, Optional<EmbeddedPostgres> embedded) {
        return settings.url().isPresent() ? settings : embedded.map(server -> settings.at(server.url(), server.username(), server.password())).orElseThrow();
    }

    /** All at once: each is a connection of its own, and mostly waiting. */
    private void migrate() {
        var faults = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var migrations = new LinkedHashMap<String, Future<?>>();
            settings.forEach((module, where) -> migrations.put(module, threads.submit(() -> Migrations.apply(where, module))));
            migrations.forEach((module, migration) -> wait(module, migration).ifPresent(faults::add));
        }
        if (!faults.isEmpty()) {
            throw new Exit(Exit.CONFIGURATION, faults);
        }
    }

    private Optional<String> wait(String module, Future<?> migration) {
        try {
            migration.get();
            return Optional.empty();
        } catch (ExecutionException failure) {
            return Optional.of(fault(module, failure.getCause()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Exit(Exit.CONFIGURATION, List.of("interrupted"));
        }
    }

    private String fault(String module, Throwable failure) {
        return switch (failure) {
            case SchemaBehind behind -> "db.migrate: " + line(behind);
            case DatabaseUnavailable away -> "db.url: the database of " + module + " (" + settings.get(module) + ") does not answer: " + line(away);
            case SqlFailure refused -> "db.url: the database of " + module + " (" + settings.get(module) + ") refused: " + line(refused);
            case RuntimeException bug -> throw bug;
            case Error bug -> throw bug;
            case Throwable bug -> throw new IllegalStateException(bug);
        };
    }

    private static String line(RuntimeException failure) {
        return String.join("; ", failure.getMessage().lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
    }
}
