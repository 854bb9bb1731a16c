package dev.martlet.bootstrap.console;

import dev.martlet.bootstrap.console.ConsoleOperations.DeadItem;
import dev.martlet.bootstrap.console.ConsoleOperations.DeadList;
import dev.martlet.bootstrap.console.ConsoleOperations.DeadQuery;
import dev.martlet.bootstrap.console.ConsoleOperations.Settled;
import dev.martlet.platform.calls.CallFailure;
import dev.martlet.platform.calls.invoke.Invoker;
import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Audit;
import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The console's events: the backlog between modules, and dead events of the subscribers of all processes. */
final class EventRoutes {
    private static final int MOST = 100;

    private final ShopProcesses processes;
    private final Map<ArrowName, List<String>> graph;

    /** @param items newest first */
    private record DeadItems(List<DeadItem> items, boolean more) {}

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
                Resource.at("/console/events/dead").get(Access.staff(), _ -> dead()),
                Resource.at("/console/events/dead/retry").post(Access.staff(), request -> settle(request, "retry")),
                Resource.at("/console/events/dead/drop").post(Access.staff(), request -> settle(request, "drop")));
    }

    /** Of processes that do not answer there are none: the overview names them. */
    private Response dead() {
        List<DeadItem> items = processes.ask(ConsoleOperations.DEAD, new DeadQuery(MOST), answer -> ((DeadList) answer).items(), _ -> List.<DeadItem>of())
                .stream().flatMap(List::stream).sorted(Comparator.comparing(DeadItem::id).reversed()).toList();
        return Response.ok(new DeadItems(items.stream().limit(MOST).toList(), items.size() >= MOST));
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
