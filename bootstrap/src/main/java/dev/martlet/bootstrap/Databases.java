package dev.martlet.bootstrap;

import dev.martlet.platform.core.local.LocalDatabase;
import dev.martlet.platform.core.settings.Secret;
import dev.martlet.platform.sql.session.DatabaseSettings;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;

/** Where the schemas of this process's modules are, migrated; with embedded PostgreSQL if a module has no other. */
public final class Databases implements AutoCloseable {
    private final Map<String, DatabaseSettings> settings;
    private final Optional<LocalDatabase.Server> local;

    private Databases(Map<String, DatabaseSettings> settings, Optional<LocalDatabase.Server> local) {
        this.settings = settings;
        this.local = local;
    }

    /** @throws StartupFailure if a database does not answer within {@code db.wait}, cannot be used, or is not migrated, or if the stop signal ends the wait */
    public static Databases open(ProcessConfig config, StopSignal stop) {
        return open(config, config.placement().here(), UnaryOperator.identity(), stop);
    }

    /** Those of all modules, also of those that other processes run, as they are: as {@link #open}, but nothing is migrated. */
    static Databases openAll(ProcessConfig config, StopSignal stop) {
        Path directory = config.process().embeddedDirectory();
        if (config.needsEmbeddedPostgres(config.graph().names()) && !local().isIn(directory)) {
            throw new StartupFailure(StartupFailure.CONFIGURATION,
                    List.of("db.url: must be set, because there is no database of this program in " + directory + " (db.embedded.directory)"));
        }
        return open(config, config.graph().names(), DatabaseSettings::neverMigrating, stop);
    }

    private static Databases open(ProcessConfig config, Set<String> modules, UnaryOperator<DatabaseSettings> change, StopSignal stop) {
        Optional<LocalDatabase.Server> local = config.needsEmbeddedPostgres(modules) ? Optional.of(startLocal(config)) : Optional.empty();
        var settings = new LinkedHashMap<String, DatabaseSettings>();
        for (String module : config.graph().names()) {
            if (modules.contains(module)) {
                settings.put(module, change.apply(located(config.databases().get(module), local)));
            }
        }
        var databases = new Databases(settings, local);
        try {
            databases.start(config, stop);
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
        local.ifPresent(LocalDatabase.Server::close);
    }

    /** The container image has no implementation. */
    private static LocalDatabase local() {
        return ServiceLoader.load(LocalDatabase.class).findFirst().orElseThrow(() -> new StartupFailure(
                StartupFailure.CONFIGURATION, List.of("db.url: must be set, because this build comes without embedded PostgreSQL")));
    }

    private static LocalDatabase.Server startLocal(ProcessConfig config) {
        try {
            return local().start(config.process().embeddedDirectory());
        } catch (UncheckedIOException failure) {
            throw new StartupFailure(StartupFailure.CONFIGURATION,
                    List.of("db.embedded.directory: " + DatabaseFaults.line(failure) + ": " + failure.getCause()));
        }
    }

    private static DatabaseSettings located(DatabaseSettings settings, Optional<LocalDatabase.Server> local) {
        return settings.url().isPresent() ? settings : local.map(server -> settings.at(server.url(), server.username(), server.password())).orElseThrow();
    }

    /** Every login at once, and in each every module: they are connections of their own, and mostly waiting. */
    private void start(ProcessConfig config, StopSignal stop) {
        var giveUp = new StopSignal();
        List<CompletableFuture<List<String>>> starts = logins(config).entrySet().stream()
                .map(login -> new DatabaseStart(login.getKey().key(), login.getValue(), config.process().databaseWait(), giveUp))
                .map(login -> CompletableFuture.supplyAsync(login::run, work -> Thread.ofPlatform().start(work)))
                .toList();
        var all = CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new));
        if (!stop.awaitUnlessGiven(all)) {
            giveUp.give();
            throw new StartupFailure(StartupFailure.STOPPED, List.of());
        }
        List<String> faults = starts.stream().flatMap(login -> faults(login).stream()).toList();
        if (!faults.isEmpty()) {
            throw new StartupFailure(StartupFailure.CONFIGURATION, faults);
        }
    }

    private Map<Login, Map<String, DatabaseSettings>> logins(ProcessConfig config) {
        var logins = new LinkedHashMap<Login, Map<String, DatabaseSettings>>();
        settings.forEach((module, where) -> {
            String own = "modules." + module + ".db";
            String key = config.root().node(own).isSet("url") ? own + ".url" : "db.url";
            var login = new Login(key, where.url(), where.username(), where.secret());
            logins.computeIfAbsent(login, _ -> new LinkedHashMap<>()).put(module, where);
        });
        return logins;
    }

    private static List<String> faults(CompletableFuture<List<String>> start) {
        try {
            return start.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException bug ? bug : failure;
        }
    }

    /** What modules must have in common to be checked together. */
    private record Login(String key, Optional<String> url, Optional<String> username, Optional<Secret> secret) {}
}
