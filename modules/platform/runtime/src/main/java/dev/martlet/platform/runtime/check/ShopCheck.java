package dev.martlet.platform.runtime.check;

import dev.martlet.platform.events.check.EventFinding;
import dev.martlet.platform.events.check.RestoredPublisher;
import dev.martlet.platform.events.check.Subscription;
import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.invariants.Invariants.OwnRule;
import dev.martlet.platform.runtime.invariants.Violation;
import dev.martlet.platform.sql.session.DatabaseSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Everything that the modules of a shop must agree on. It reads their tables, also beside processes that change them. */
public final class ShopCheck implements AutoCloseable {
    private static final String EVENTS = "events";

    private final List<CheckedModule> modules = new ArrayList<>();
    private final boolean repair;

    private ShopCheck(boolean repair) {
        this.repair = repair;
    }

    /**
     * Connects to the databases of the modules, whose schemas are ready.
     *
     * @param modules each after those that it calls
     * @param repair whether to settle what can be settled
     * @throws dev.martlet.platform.sql.DatabaseUnavailable if one does not answer
     */
    public static ShopCheck open(Map<ModuleApi, DatabaseSettings> modules, boolean repair) {
        var check = new ShopCheck(repair);
        try {
            modules.forEach((module, settings) -> check.modules.add(CheckedModule.open(module, settings, repair)));
            return check;
        } catch (RuntimeException failure) {
            check.close();
            throw failure;
        }
    }

    /** Each finding has been read twice. Callers come before those that they call, so that what is settled in one agrees with what is read next. */
    public void run(Report findings) {
        var report = new AuditedReport(findings);
        modules.forEach(module -> events(module, report));
        modules.forEach(module -> module.invariants().rules().forEach(rule -> own(module, rule, report)));
        modules.reversed().forEach(module -> module.invariants().matches().forEach(match -> Comparison.of(module, match, modules).run(report)));
    }

    @Override
    public void close() {
        modules.forEach(CheckedModule::close);
    }

    private void events(CheckedModule subscriber, Report report) {
        for (String publisher : subscriber.descriptor().publishers()) {
            var other = modules.stream().filter(module -> module.name().equals(publisher)).findFirst().orElseThrow();
            var subscription = new Subscription(publisher, other.sql(), subscriber.name(), subscriber.sql());
            for (EventFinding found : twice(subscription::misplaced, EventFinding::id)) {
                report(finding(subscriber, found), repair && isContinued(other, subscriber, subscription), report);
            }
            twice(subscription::dead, EventFinding::id).forEach(found -> report.found(finding(subscriber, found)));
        }
    }

    private static boolean isContinued(CheckedModule publisher, CheckedModule subscriber, Subscription subscription) {
        return RestoredPublisher.goOn(publisher.name(), publisher.database(), subscriber.database()) && subscription.misplaced().isEmpty();
    }

    private static Finding finding(CheckedModule module, EventFinding finding) {
        return new Finding(EVENTS, module.name(), finding.id(), finding.expected(), finding.found());
    }

    private static void own(CheckedModule module, OwnRule own, Report report) {
        for (Violation violation : twice(own.rule()::violations, Violation::id)) {
            var finding = new Finding(own.name(), module.name(), violation.id().toString(), violation.expected(), violation.found());
            report(finding, module.repairs().of(own.name()).test(violation.id()), report);
        }
    }

    private static void report(Finding finding, boolean repaired, Report report) {
        if (repaired) {
            report.repaired(finding);
        } else {
            report.found(finding);
        }
    }

    /** What a second reading finds of the ids that a first one has found; the values may have changed beside it. */
    private static <T> List<T> twice(Supplier<List<T>> reading, Function<T, Object> id) {
        var first = reading.get().stream().map(id).collect(Collectors.toSet());
        return first.isEmpty() ? List.of() : reading.get().stream().filter(found -> first.contains(id.apply(found))).toList();
    }
}
