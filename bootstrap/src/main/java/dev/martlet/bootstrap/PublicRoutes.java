package dev.martlet.bootstrap;

import dev.martlet.platform.calls.remote.RemoteClient;
import dev.martlet.platform.calls.remote.ReverseProxy;
import dev.martlet.platform.http.openapi.OpenApiDocument;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.server.HttpListeners;
import dev.martlet.platform.runtime.running.RunningModule;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The public REST API: answered here for the modules of this process, forwarded for the others, with the document of all of them. */
final class PublicRoutes {
    /** Who may use each operation: made from the routes by DocumentsTest, because a process does not have all of them. */
    private static final String ACCESS = "access";

    private final ProcessConfig config;
    private final OpenApiDocument document;
    private final List<RunningModule> modules;
    private final RemoteClient client;
    private final MeterRegistry meters;

    PublicRoutes(ProcessConfig config, List<RunningModule> modules, RemoteClient client, MeterRegistry meters) {
        this.config = config;
        this.document = new OpenApiDocument(List.copyOf(config.graph().names()), List.of(ACCESS));
        this.modules = modules;
        this.client = client;
        this.meters = meters;
    }

    void register(HttpRouting.Builder routing, HttpListeners listeners) {
        listeners.register(routing, resources());
        config.modulesElsewhere().forEach(module -> forward(routing, listeners, module));
    }

    /** Those that this process answers itself. */
    List<Resource> resources() {
        var resources = new ArrayList<>(List.of(document.resource()));
        resources.addAll(new ReferencePage(this::links).resources());
        modules.forEach(module -> resources.addAll(List.copyOf(module.resources())));
        return resources;
    }

    private Map<String, String> links() {
        var links = new LinkedHashMap<>(Map.of("openapi", "/openapi"));
        links.putAll(document.links());
        return links;
    }

    /** Those of all modules, also of other processes: method and path template. */
    static List<String> operations(ModuleGraph graph) {
        var document = new OpenApiDocument(List.copyOf(graph.names()), List.of(ACCESS));
        return graph.names().stream().sorted()
                .flatMap(module -> document.access(module).entrySet().stream())
                .flatMap(path -> path.getValue().keySet().stream().map(method -> method + " " + path.getKey()))
                .toList();
    }

    /** Half of all: should one module hang, the other half is for the rest. */
    private int permits() {
        return Math.max(1, config.process().http().requests() / 2);
    }

    private void forward(HttpRouting.Builder routing, HttpListeners listeners, String module) {
        Handler forwarding = config.placement().url(module)
                .<Handler>map(url -> new ReverseProxy(
                        client, module, url, config.process().internalSecrets(), permits(), config.requestDeadline(module), meters))
                .orElseGet(() -> ReverseProxy.nowhere(module));
        document.access(module).forEach((path, methods) -> routing.any(path, listeners.forwarding(path, methods, forwarding)));
        ModulePaths.any(module, routing, listeners.forwarding("/" + module + "/*", Map.of(), forwarding));
    }
}
