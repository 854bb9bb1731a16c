package dev.martlet.bootstrap.console;

import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemException;
import dev.martlet.platform.http.problem.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the console's page asks about processes and arrows. */
public final class ConsoleRoutes {
    private final ShopProcesses processes;
    private final List<ArrowName> arrows;
    private final LiveMap live;
    private final EventRoutes events;
    private final Login login;

    /**
     * @param arrows of the whole shop
     * @param types of the events of those arrows that are events
     */
    public ConsoleRoutes(ShopProcesses processes, List<ArrowName> arrows, Map<ArrowName, List<String>> types, Login login) {
        this.processes = processes;
        this.arrows = arrows;
        this.events = new EventRoutes(processes, types);
        this.login = login;
        live = new LiveMap(processes, arrows);
    }

    /** @param processes this one first */
    private record ProcessList(List<ShopProcesses.Seen> processes) {}

    public List<Resource> resources() {
        return Stream.concat(own().stream(), events.resources().stream()).toList();
    }

    private List<Resource> own() {
        return List.of(
                Resource.at("/console/login").get(Access.anyone(), _ -> Response.ok(login)),
                Resource.at("/console/live").stream(Access.staff(), "text/event-stream", _ -> live.stream()),
                Resource.at("/console/arrows/{arrow}/history").get(Access.staff(), this::history),
                Resource.at("/console/processes").get(Access.staff(), _ -> Response.ok(new ProcessList(processes.all(true)))));
    }

    private Response history(Request request) {
        String id = request.raw().path().pathParameters().get("arrow");
        if (arrows.stream().noneMatch(arrow -> arrow.id().equals(id))) {
            throw new ProblemException(Problem.of(ProblemType.NOT_FOUND, "No arrow has this id."));
        }
        var histories = processes.ask(ConsoleOperations.HISTORY, new ConsoleOperations.HistoryQuery(id), ConsoleOperations.History.class);
        return Response.ok(ArrowSeries.of(id, histories.stream().map(ConsoleOperations.History::steps).toList()));
    }
}
