package dev.martlet.bootstrap;

import dev.martlet.platform.http.Response;
import dev.martlet.platform.runtime.running.RunningModule;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How the process is: alive until a listener or a worker dies for good, started once everything runs, ready from then on until it stops.
 * Databases, breakers and waiting events are shown. They are no reason to take the process out of service: all processes share the databases, and a module
 * whose own is away answers 503 while the others work.
 */
final class Health {
    /** Probes wait for a second by default. */
    private static final Duration LONGEST_PING = Duration.ofMillis(300);

    private final ModuleCalls calls;
    private final EventWiring events;
    private final Map<RunningModule, DatabaseState> modules = new ConcurrentHashMap<>();
    private final Set<String> here;
    private final Liveness liveness;
    private volatile Phase phase = Phase.STARTING;

    /** Where the process is in its life. */
    enum Phase { STARTING, RUNNING, STOPPING }

    /**
     * @param status UP or DOWN
     * @param events what carries events, and whether it works: while it does not, they wait in the publishers' outboxes
     * @param listeners by name: server, internal, management
     * @param workers of all modules
     */
    record Report(
            String status, Map<String, ModuleReport> modules, EventWiring.Transport events,
            Map<String, Liveness.Listener> listeners, Liveness.Workers workers) {}

    /**
     * @param guards the breaker's state for each module that this one calls
     * @param events what waits to be delivered or handled
     */
    record ModuleReport(String status, String database, Map<String, String> guards, Optional<EventWiring.Waiting> events) {}

    /** @param here the modules that this process runs, or will when it has started */
    Health(Set<String> here, ModuleCalls calls, EventWiring events, Liveness liveness) {
        this.here = here;
        this.calls = calls;
        this.events = events;
        this.liveness = liveness;
    }

    /** Shows a module that has started. */
    void join(RunningModule module) {
        modules.put(module, new DatabaseState(module.database()));
    }

    void phase(Phase phase) {
        this.phase = phase;
    }

    Response live() {
        return answer(true, reports());
    }

    Response started() {
        return answer(phase != Phase.STARTING, reports());
    }

    Response ready() {
        return answer(phase == Phase.RUNNING, reports());
    }

    private Response answer(boolean up, Map<String, ModuleReport> reports) {
        Liveness.Report here = liveness.report();
        boolean all = up && here.isAlive();
        var report = new Report(all ? "UP" : "DOWN", reports, events.transport(), here.listeners(), here.workers());
        return all ? Response.ok(report) : new Response(503, Map.of(), Optional.of(report));
    }

    /** Asks all databases at once; one that has not answered in time is shown as DOWN, and so is a module that has not started. */
    private Map<String, ModuleReport> reports() {
        var answers = new LinkedHashMap<RunningModule, CompletableFuture<Boolean>>();
        modules.forEach((module, database) -> answers.put(module, database.ask()));
        CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, LONGEST_PING.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        var reports = new TreeMap<String, ModuleReport>();
        here.forEach(name -> reports.put(name, new ModuleReport("DOWN", "DOWN", Map.of(), Optional.empty())));
        answers.forEach((module, answer) -> reports.put(module.descriptor().name(), report(module, answer.getNow(false) ? "UP" : "DOWN")));
        return reports;
    }

    private ModuleReport report(RunningModule module, String database) {
        var guards = new LinkedHashMap<String, String>();
        module.descriptor().dependencies().forEach(name -> guards.put(name, calls.guard(name).state()));
        return new ModuleReport(database, database, guards, events.waiting(module.descriptor().name()));
    }
}
