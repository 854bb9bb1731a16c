package dev.martlet.bootstrap;

import dev.martlet.platform.core.Money;
import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Audit;
import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemException;
import dev.martlet.platform.http.problem.ProblemType;
import dev.martlet.platform.runtime.inspection.ActionOutcome;
import dev.martlet.platform.runtime.inspection.InspectedRecord;
import dev.martlet.platform.runtime.inspection.RecordQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The console's view of records: searched for, with the timeline of all that modules have recorded about one, and what an operator may do with it. */
final class InspectionRoutes {
    private static final String CLOSED = "closed";
    private static final ProblemType NOT_POSSIBLE = new ProblemType("action-not-possible", 409, "The record's status does not allow this");

    private final Inspections inspections;

    InspectionRoutes(Inspections inspections) {
        this.inspections = inspections;
    }

    /** A record, with the breaker of the modules that it waits for. */
    record RecordView(
            UUID id,
            UUID owner,
            String status,
            Optional<String> reason,
            Optional<Money> amount,
            Instant createdAt,
            Instant updatedAt,
            List<String> actions,
            Optional<WaitingView> waiting) {}

    /**
     * @param nextAttemptAt empty while the first attempt is running
     * @param module one, or several with commas between
     * @param breaker of calls to that module from this process; of several the first that is not closed
     * @param why empty if nothing is known but that the last attempt has failed
     */
    record WaitingView(String step, String module, int attempts, Optional<Instant> nextAttemptAt, String breaker, Optional<String> why) {}

    /** @param missing modules that did not answer, so that the timeline may lack something */
    record Details(RecordView record, List<Inspections.Entry> timeline, List<Inspections.Missing> missing) {}

    List<Resource> resources() {
        return List.of(
                Resource.at("/console/records/{module}").get(Access.staff(), this::search),
                Resource.at("/console/records/{module}/{id}").get(Access.staff(), this::details),
                Resource.at("/console/records/{module}/{id}/{action}").silentAction(Access.staff(), this::act));
    }

    private Response search(Request request) {
        String module = module(request);
        PageRequest page = request.page();
        Optional<String> text = request.query("query").map(String::strip);
        Optional<String> status = request.query("status");
        Optional<UUID> id = text.flatMap(this::id);
        boolean isNothing = text.isPresent() && id.isEmpty();
        List<InspectedRecord> found =
                isNothing ? List.of() : inspections.records(module, new RecordQuery(id, Optional.empty(), status, page.before(), page.fetch()));
        return Response.ok(page.page(found, InspectedRecord::id, this::view));
    }

    /** A text that is no id is the name of an owner in another module, such as a mail address. */
    private Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equalsIgnoreCase(text));
        } catch (IllegalArgumentException _) {
            return inspections.named(text).stream().map(InspectedRecord::id).findFirst();
        }
    }

    private Response details(Request request) {
        String module = module(request);
        InspectedRecord record = find(module, request.id("id"));
        var timeline = inspections.timeline(module, record);
        return Response.ok(new Details(view(record), timeline.entries(), timeline.missing()));
    }

    private Response act(Request request) {
        String module = module(request);
        UUID id = request.id("id");
        String action = request.raw().path().pathParameters().get("action");
        return switch (inspections.act(module, id, action)) {
            case ActionOutcome.Accepted _ -> Audit.log(Response.noContent(), "Action " + action + " on " + module + " " + id);
            case ActionOutcome.NotPossible(String status) -> Response.of(Problem.of(NOT_POSSIBLE, "The status is " + status + "."));
            case ActionOutcome.Unknown _ -> throw notFound();
        };
    }

    private InspectedRecord find(String module, UUID id) {
        return inspections.records(module, RecordQuery.of(id)).stream().filter(record -> record.id().equals(id)).findFirst().orElseThrow(
                InspectionRoutes::notFound);
    }

    private String module(Request request) {
        String module = request.raw().path().pathParameters().get("module");
        if (!inspections.isModule(module)) {
            throw notFound();
        }
        return module;
    }

    private static ProblemException notFound() {
        return new ProblemException(Problem.of(ProblemType.NOT_FOUND, "There is no such record, action or module."));
    }

    private RecordView view(InspectedRecord record) {
        return new RecordView(record.id(), record.owner(), record.status(), record.reason(), record.amount(), record.createdAt(), record.updatedAt(),
                record.actions(), record.waiting().map(this::view));
    }

    private WaitingView view(InspectedRecord.Waiting waiting) {
        Map<String, String> breakers = inspections.breakers(waiting.modules());
        Optional<Map.Entry<String, String>> held = breakers.entrySet().stream().filter(breaker -> !breaker.getValue().equals(CLOSED)).findFirst();
        return new WaitingView(waiting.step(), String.join(", ", waiting.modules()), waiting.attempts(), waiting.nextAttemptAt(),
                held.map(Map.Entry::getValue).orElse(CLOSED),
                held.map(breaker -> "The circuit breaker of calls to " + breaker.getKey() + " is " + breaker.getValue().replace('_', ' ') + "."));
    }
}
