package dev.martlet.platform.runtime;

import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.runtime.invariants.Invariants;
import dev.martlet.platform.runtime.invariants.Repairs;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import java.time.Clock;
import java.time.Duration;

/**
 * What a module gives the bootstrap. Implementations are found with {@link java.util.ServiceLoader}, have a public
 * constructor without arguments and no state of their own: everything that runs belongs to the {@link ModuleContext}, which closes it.
 */
public interface ModuleApi {
    /** What the module is called, offers, needs, publishes and listens to. The same at every call; never fails. */
    ModuleDescriptor descriptor();

    /**
     * Reads the module's own settings once before anything starts, so that all faults of a configuration are reported at once. Called for
     * every module on the class path, whether this process runs it or not. Faults go into {@code settings}; nothing is thrown.
     */
    void check(Settings settings);

    /**
     * The time within which the module's routes answer a request that changes something; a process that forwards it waits 2 s longer.
     *
     * @param usual {@code server.request.timeout}, the limit of every request
     */
    default Duration requestDeadline(Settings settings, Duration usual) {
        return usual;
    }

    /**
     * What must hold in the module's tables and between them and those of others, for the command {@code check}; called instead of {@link #start}.
     *
     * @param sql reads the module's schema, and may read whole tables
     */
    default Invariants invariants(Sql sql) {
        return Invariants.none();
    }

    /** How {@code check --repair} settles what it finds in the module's tables. */
    default Repairs repairs(Database database, Clock clock) {
        return Repairs.none();
    }

    /** Wires the module: database, use cases, offered API, routes, subscriptions, workers. Called once, after the modules it needs. */
    void start(ModuleContext context);
}
