package dev.martlet.bootstrap;

import dev.martlet.kernel.http.Answer;
import dev.martlet.kernel.http.HttpListeners;
import dev.martlet.kernel.http.Problem;
import dev.martlet.kernel.http.ProblemType;
import dev.martlet.kernel.http.Request;
import dev.martlet.kernel.http.Resource;
import dev.martlet.kernel.observe.Exposition;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What operators and their tools ask the process. */
final class ManagementRoutes {
    private static final Map<String, String> LINKS = new TreeMap<>(Map.of(
            "live", "/health/live",
            "ready", "/health/ready",
            "started", "/health/started",
            "metrics", "/metrics",
            "modules", "/modules",
            "deadEvents", "/events/dead"));

    private final Health health;
    private final Topology topology;
    private final Events events;
    private final PrometheusMeterRegistry meters;

    ManagementRoutes(Health health, Topology topology, Events events, PrometheusMeterRegistry meters) {
        this.health = health;
        this.topology = topology;
        this.events = events;
        this.meters = meters;
    }

    void register(HttpRouting.Builder routing, HttpListeners listeners) {
        listeners.register(routing, List.of(
                Resource.at("/").get(_ -> Answer.ok(LINKS)),
                Resource.at("/health/live").get(_ -> health.live()),
                Resource.at("/health/ready").get(_ -> health.ready()),
                Resource.at("/health/started").get(_ -> health.started()),
                Resource.at("/modules").get(_ -> Answer.ok(topology.report())),
                Resource.at("/events/dead").get(this::dead),
                Resource.at("/events/dead/{id}").delete(this::drop),
                Resource.at("/events/dead/{id}/retry").silentAction(this::retry),
                Resource.at("/metrics").get(Exposition.MEDIA_TYPES, this::metrics)));
    }

    private Answer dead(Request request) {
        return Answer.ok(events.dead(request.page()));
    }

    private Answer retry(Request request) {
        return events.retry(request).orElseGet(ManagementRoutes::notFound);
    }

    private Answer drop(Request request) {
        return events.drop(request.id("id")) ? Answer.noContent() : notFound();
    }

    private Answer metrics(Request request) {
        var exposition = Exposition.of(meters, request.header("Accept").orElse(""));
        return Answer.content(exposition.contentType(), exposition.body()).with("Vary", "Accept");
    }

    private static Answer notFound() {
        return Answer.of(Problem.of(ProblemType.NOT_FOUND, "There is no dead event with this id."));
    }
}
