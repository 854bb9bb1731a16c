package dev.martlet.bootstrap.console;

import dev.martlet.bootstrap.console.ConsoleOperations.FailedItem;
import dev.martlet.bootstrap.console.ConsoleOperations.FailedList;
import dev.martlet.bootstrap.console.ConsoleOperations.FailedQuery;
import dev.martlet.bootstrap.console.ConsoleOperations.Settled;
import dev.martlet.platform.calls.CallFailure;
import dev.martlet.platform.calls.invoke.Invoker;
import dev.martlet.platform.core.Slice;
import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Audit;
import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** The console's events: the backlog between modules, and failed and dead events of the subscribers of all processes. */
final class EventRoutes {
    /** One event may have failed in several modules. */
    private static final Comparator<FailedItem> NEWEST_FIRST = Comparator.comparing(FailedItem::id).thenComparing(FailedItem::subscriber).reversed();

    private final ShopProcesses processes;
    private final Map<ArrowName, List<String>> graph;

    /** @param count of events that were retried, or dropped */
    private record Count(int count) {}

    /** @param graph the event types of each arrow */
    EventRoutes(ShopProcesses processes, Map<ArrowName, List<String>> graph) {
        this.processes = processes;
        this.graph = graph;
    }

    List<Resource> resources() {
        return List.of(
                Resource.at("/console/events").get(Access.staff(), _ -> Response.ok(EventOverview.of(graph, processes.all(false)))),
                Resource.at("/console/events/dead").get(Access.staff(), request -> list(request, true)),
                Resource.at("/console/events/failed").get(Access.staff(), request -> list(request, false)),
                Resource.at("/console/events/dead/retry").post(Access.staff(), request -> settle(request, "retry")),
                Resource.at("/console/events/dead/drop").post(Access.staff(), request -> settle(request, "drop")));
    }

    /** Of processes that do not answer there are none: the overview names them. Processes that run the same module answer the same. */
    private Response list(Request request, boolean dead) {
        PageRequest page = request.page();
        var query = new FailedQuery(dead, request.query("subscriber"), request.query("publisher"), request.query("type"),
                page.before().map(UUID::toString), page.fetch());
        List<Slice<FailedItem>> answers = processes.ask(ConsoleOperations.FAILED, query, FailedList.class).stream()
                .map(answer -> new Slice<>(answer.items(), answer.cut(), answer.bytes())).toList();
        Slice<FailedItem> merged = Slice.merge(answers, NEWEST_FIRST, answers.size() * page.fetch());
        var rows = merged.rows().stream().distinct().toList();
        var whole = new PageRequest(whole(rows, page.limit()), page.before());
        return Response.ok(whole.page(new Slice<>(rows, merged.cut(), merged.bytes()), item -> UUID.fromString(item.id()), Function.identity()));
    }

    /** The next page begins below the last id of this one: what has the same id stays together, if it can. */
    private static int whole(List<FailedItem> rows, int limit) {
        int size = limit;
        while (size > 1 && size < rows.size() && rows.get(size).id().equals(rows.get(size - 1).id())) {
            size--;
        }
        return size;
    }

    private Response settle(Request request, String action) {
        SettleBody body = request.body(SettleBody.class);
        return processes.of(body.subscriber()).map(invoker -> settle(invoker, body, action))
                .orElseGet(() -> Response.of(Problem.invalid("/subscriber", "must be a module whose address is known")));
    }

    private static Response settle(Invoker process, SettleBody body, String action) {
        try {
            var settled = (Settled) process.call(ConsoleOperations.SETTLE, body.request(action));
            String which = body.id().map(id -> "Dead event " + id).orElseGet(() -> settled.count() + " dead events " + body.type().orElse(""));
            return Audit.log(answer(settled, body), which + " of " + body.subscriber() + (action.equals("retry") ? " sent again" : " dropped"));
        } catch (CallFailure _) {
            var away = Problem.of(ProblemType.MODULE_UNAVAILABLE, "The process of " + body.subscriber() + " does not answer.");
            return Response.of(away).with("Retry-After", "1");
        }
    }

    private static Response answer(Settled settled, SettleBody body) {
        if (settled.done()) {
            return Response.ok(new Count(settled.count()));
        }
        return Response.of(body.id().isPresent()
                ? Problem.of(ProblemType.NOT_FOUND, "There is no dead event with this id.")
                : Problem.of(ProblemType.PRECONDITION_FAILED, "The number is " + settled.count() + " by now.").with("count", settled.count()));
    }
}
