package dev.martlet.bootstrap;

import dev.martlet.platform.core.observe.Exposition;
import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Audit;
import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.RequestHandler;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemType;
import dev.martlet.platform.http.server.HttpListeners;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What operators and their tools ask the process. */
final class ManagementRoutes {
    private static final Map<String, String> LINKS = new TreeMap<>(Map.of(
            "live", "/health/live",
            "ready", "/health/ready",
            "started", "/health/started",
            "metrics", "/metrics",
            "modules", "/modules",
            "advice", "/modules/advice",
            "deadEvents", "/events/dead"));

    private final Health health;
    private final Topology topology;
    private final AdviceRoute advice;
    private final EventWiring events;
    private final InspectionRoutes inspections;
    private final ConsoleWiring console;
    private final PrometheusMeterRegistry meters;

    ManagementRoutes(
            Health health,
            Topology topology,
            AdviceRoute advice,
            InspectionRoutes inspections,
            EventWiring events,
            ConsoleWiring console,
            PrometheusMeterRegistry meters) {
        this.health = health;
        this.topology = topology;
        this.advice = advice;
        this.events = events;
        this.inspections = inspections;
        this.console = console;
        this.meters = meters;
    }

    void register(HttpRouting.Builder routing, HttpListeners listeners) {
        listeners.register(routing, resources());
    }

    List<Resource> resources() {
        return Stream.of(console.resources(LINKS), operations(), inspections.resources()).flatMap(List::stream).toList();
    }

    private List<Resource> operations() {
        return List.of(
                Resource.at("/health/live").get(Access.anyone(), _ -> health.live()),
                Resource.at("/health/ready").get(Access.anyone(), _ -> health.ready()),
                Resource.at("/health/started").get(Access.anyone(), _ -> health.started()),
                Resource.at("/modules").get(Access.staff(), _ -> Response.ok(topology.report())),
                advice.resource(),
                Resource.at("/events/dead").get(Access.staff(), this::dead),
                Resource.at("/events/dead/{id}").delete(Access.staff(), this::drop),
                Resource.at("/events/dead/{id}/retry").silentAction(Access.staff(), this::retry),
                Resource.at("/metrics").get(Access.anyone(), metrics()));
    }

    private Response dead(Request request) {
        return Response.ok(events.dead(request.page()));
    }

    private Response retry(Request request) {
        return Audit.log(events.retry(request).orElseGet(ManagementRoutes::notFound), "Dead event " + request.id("id") + " sent again");
    }

    private Response drop(Request request) {
        var id = request.id("id");
        return Audit.log(events.drop(id) ? Response.noContent() : notFound(), "Dead event " + id + " dropped");
    }

    private SequencedMap<String, RequestHandler> metrics() {
        var formats = new LinkedHashMap<String, RequestHandler>();
        for (Exposition format : Exposition.values()) {
            formats.put(format.mediaType(), _ -> Response.content(format.contentType(), format.of(meters)));
        }
        return formats;
    }

    private static Response notFound() {
        return Response.of(Problem.of(ProblemType.NOT_FOUND, "There is no dead event with this id."));
    }
}
