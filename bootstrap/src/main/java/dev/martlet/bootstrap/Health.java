package dev.martlet.bootstrap;

import dev.martlet.kernel.http.Answer;
import dev.martlet.kernel.module.RunningModule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How the process is: alive as long as it answers, started once everything runs, ready while it may be sent requests. Ready means that every database of
 * its modules answers; breakers and waiting events are shown, but another module's trouble is no reason to take this process out of service.
 */
final class Health {
    private final Calls calls;
    private final Events events;
    private final List<RunningModule> modules = new CopyOnWriteArrayList<>();
    private volatile Phase phase = Phase.STARTING;

    /** Where the process is in its life. */
    enum Phase { STARTING, RUNNING, STOPPING }

    /**
     * @param status UP or DOWN
     * @param events what carries events, and whether it works: while it does not, they wait in the publishers' outboxes
     */
    record Report(String status, Map<String, ModuleReport> modules, Events.Transport events) {}

    /**
     * @param guards the breaker's state for each module that this one calls
     * @param events what waits to be delivered or handled
     */
    record ModuleReport(String status, String database, Map<String, String> guards, Events.Waiting events) {}

    Health(Calls calls, Events events) {
        this.calls = calls;
        this.events = events;
    }

    /** Shows a module that has started. */
    void join(RunningModule module) {
        modules.add(module);
    }

    void phase(Phase phase) {
        this.phase = phase;
    }

    Answer live() {
        return answer(true, Map.of());
    }

    Answer started() {
        return answer(phase != Phase.STARTING, Map.of());
    }

    Answer ready() {
        Map<String, ModuleReport> reports = reports();
        boolean up = reports.values().stream().allMatch(report -> report.status().equals("UP"));
        return answer(up && phase == Phase.RUNNING, reports);
    }

    private Answer answer(boolean up, Map<String, ModuleReport> reports) {
        var report = new Report(up ? "UP" : "DOWN", reports, events.transport());
        return up ? Answer.ok(report) : new Answer(503, Map.of(), java.util.Optional.of(report));
    }

    /** Asks all databases at once, so that one that hangs costs a second and not a second for each module. */
    private Map<String, ModuleReport> reports() {
        var reports = new LinkedHashMap<String, ModuleReport>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new LinkedHashMap<RunningModule, Future<Boolean>>();
            modules.forEach(module -> asked.put(module, threads.submit((Callable<Boolean>) module.database()::ping)));
            asked.forEach((module, answer) -> reports.put(module.descriptor().name(), report(module, isUp(answer))));
        }
        return reports;
    }

    private ModuleReport report(RunningModule module, boolean database) {
        var guards = new LinkedHashMap<String, String>();
        module.descriptor().dependencies().forEach(name -> guards.put(name, calls.guard(name).state()));
        String status = database ? "UP" : "DOWN";
        return new ModuleReport(status, status, guards, events.waiting(module.descriptor().name()).orElseThrow());
    }

    private static boolean isUp(Future<Boolean> answer) {
        try {
            return answer.get();
        } catch (ExecutionException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
