package dev.martlet.bootstrap;

import dev.martlet.platform.calls.GuardSettings;
import dev.martlet.platform.core.observe.LogSettings;
import dev.martlet.platform.core.settings.ConfigErrors;
import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.events.delivery.EventSettings;
import dev.martlet.platform.kafka.KafkaSettings;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.sql.session.Migrate;
import dev.martlet.platform.tracing.TraceSettings;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that the configuration says, read and checked before anything starts.
 *
 * @param configuration where each value comes from
 * @param root the whole configuration
 * @param databases where each module's schema is; modules that run elsewhere too, so that their keys are known
 * @param guards how calls to each module are guarded
 */
public record ProcessConfig(
        Configuration configuration,
        Settings root,
        ModuleGraph graph,
        ProcessSettings process,
        EventSettings events,
        KafkaSettings kafka,
        TraceSettings traces,
        Placement placement,
        Map<String, DatabaseSettings> databases,
        Map<String, GuardSettings> guards) {

    /** Faults go into {@code faults}; if there are any, the result is not to be used. */
    public static ProcessConfig read(Configuration configuration, ModuleGraph graph, ConfigErrors faults) {
        return read(configuration, graph, Command.SERVE, faults);
    }

    static ProcessConfig read(Configuration configuration, ModuleGraph graph, Command command, ConfigErrors faults) {
        Settings root = Settings.root(configuration.all(), faults);
        var databases = new LinkedHashMap<String, DatabaseSettings>();
        var guards = new LinkedHashMap<String, GuardSettings>();
        for (var module : graph.modules()) {
            String name = module.descriptor().name();
            databases.put(name, DatabaseSettings.from(root, name));
            guards.put(name, GuardSettings.from(root.node("guards"), name));
            module.check(root.node("modules." + name));
        }
        var events = EventSettings.from(root);
        boolean direct = events.transport() == EventSettings.Transport.DIRECT;
        var process = ProcessSettings.from(root);
        var placement = command == Command.SERVE ? Placement.from(root, graph, process, direct) : Placement.ofCommand(root, graph);
        var config = new ProcessConfig(
                configuration, root, graph, process, events, KafkaSettings.from(root, !direct), TraceSettings.from(root), placement, databases, guards);
        LogSettings.from(root);
        UnknownKeys.check(configuration.files(), root.known(), faults);
        return config;
    }

    Migrate migrate() {
        return databases.values().iterator().next().migrate();
    }

    /** The time within which a module's routes answer a request that changes something. */
    Duration requestDeadline(String module) {
        return graph.module(module).requestDeadline(root.node("modules." + module), process.http().requestTime());
    }

    List<String> modulesElsewhere() {
        return graph.names().stream().filter(module -> !placement.isHere(module)).toList();
    }

    /** How many database connections this process may open: its modules' pools, and two more for events of each. */
    int databaseConnections() {
        return placement.here().stream().mapToInt(databaseConnectionsByModule()::get).sum();
    }

    /** The same for each module, also of other processes, as this process is configured. */
    Map<String, Integer> databaseConnectionsByModule() {
        var connections = new LinkedHashMap<String, Integer>();
        databases.forEach((module, settings) -> connections.put(module, settings.poolSize() + 2));
        return connections;
    }

    /** Of the modules that do not run here, those that have one. */
    Map<String, URI> urlsElsewhere() {
        var urls = new LinkedHashMap<>(placement.elsewhere());
        urls.keySet().removeAll(placement.here());
        return urls;
    }

    /** Whether one of the modules has no PostgreSQL of the operator's. */
    boolean needsEmbeddedPostgres(Set<String> modules) {
        return modules.stream().anyMatch(module -> databases.get(module).url().isEmpty());
    }
}
