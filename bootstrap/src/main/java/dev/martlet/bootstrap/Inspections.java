package dev.martlet.bootstrap;

import dev.martlet.platform.calls.CallFailure;
import dev.martlet.platform.calls.CallRejected;
import dev.martlet.platform.calls.invoke.Gathering;
import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemException;
import dev.martlet.platform.http.problem.ProblemType;
import dev.martlet.platform.runtime.inspection.ActionOutcome;
import dev.martlet.platform.runtime.inspection.Activities;
import dev.martlet.platform.runtime.inspection.InspectedRecord;
import dev.martlet.platform.runtime.inspection.Inspection;
import dev.martlet.platform.runtime.inspection.RecordAction;
import dev.martlet.platform.runtime.inspection.RecordList;
import dev.martlet.platform.runtime.inspection.RecordQuery;
import dev.martlet.platform.runtime.inspection.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** What all modules of the shop know of records: asked at the same time, each for a limited time, so that one that is away delays the others little. */
final class Inspections {
    private static final Duration LONGEST_READ = Duration.ofSeconds(2);
    /** An action may call other modules. */
    private static final Duration LONGEST_ACTION = Duration.ofSeconds(8);

    private final ProcessConfig config;
    private final ModuleCalls calls;

    Inspections(ProcessConfig config, ModuleCalls calls) {
        this.config = config;
        this.calls = calls;
    }

    /** @param at empty if the module did not record when */
    record Entry(Optional<Instant> at, String module, String what, String detail) {}

    /** A module that gave no answer. */
    record Missing(String module, String reason) {}

    /** @param entries in the order of their times, those without one last; the record's own module is first among those of the same time */
    record Timeline(List<Entry> entries, List<Missing> missing) {}

    boolean isModule(String name) {
        return config.graph().names().contains(name);
    }

    /** @throws ProblemException 503 if the module does not answer */
    List<InspectedRecord> records(String module, RecordQuery query) {
        return ((RecordList) read(module, "records", query)).items();
    }

    /** The records of other modules that have this name; those of modules that do not answer are left out. */
    List<InspectedRecord> named(String text) {
        return ask("records", RecordQuery.named(text)).values().stream()
                .flatMap(answer -> answer.value().map(RecordList.class::cast).stream())
                .flatMap(list -> list.items().stream())
                .toList();
    }

    /** @param owner the module of the record */
    Timeline timeline(String owner, InspectedRecord about) {
        var entries = new ArrayList<Entry>();
        var missing = new ArrayList<Missing>();
        ask("activities", new Subject(about.id(), about.owner())).forEach((module, answer) -> answer.value().ifPresentOrElse(
                activities -> ((Activities) activities).items().forEach(
                        activity -> entries.add(new Entry(activity.at(), module, activity.what(), activity.detail()))),
                () -> missing.add(new Missing(module, "module-unavailable"))));
        entries.sort(Comparator.comparing((Entry entry) -> entry.at().orElse(Instant.MAX)).thenComparing(entry -> !entry.module().equals(owner))
                .thenComparing(Entry::module));
        return new Timeline(entries, missing);
    }

    /** @throws ProblemException 503 if the module does not answer */
    ActionOutcome act(String module, UUID id, String action) {
        return (ActionOutcome) call(module, "act", new RecordAction(id, action), LONGEST_ACTION);
    }

    /** The states of the circuit breakers before calls from this process to the modules. */
    Map<String, String> breakers(Collection<String> modules) {
        var states = new TreeMap<String, String>();
        modules.forEach(module -> states.put(module, calls.guard(module).state()));
        return states;
    }

    private Object read(String module, String operation, Object request) {
        return call(module, operation, request, LONGEST_READ);
    }

    private Object call(String module, String operation, Object request, Duration longest) {
        try {
            return Deadline.within(longest, () -> call(module, operation, request));
        } catch (CallFailure _) {
            throw unavailable(module);
        }
    }

    private Object call(String module, String operation, Object request) {
        return calls.inspection(module).orElseThrow(() -> new CallRejected(module + " runs nowhere that is known"))
                .call(Inspection.operation(module, operation), request);
    }

    private Map<String, Gathering.Answer<Object>> ask(String operation, Object request) {
        return Gathering.from(config.graph().names(), LONGEST_READ, module -> call(module, operation, request));
    }

    private static ProblemException unavailable(String module) {
        return new ProblemException(Problem.of(ProblemType.MODULE_UNAVAILABLE, "Module " + module + " is unavailable. Retry later."));
    }
}
