package dev.martlet.bootstrap;

import dev.martlet.kernel.http.HttpListeners;
import dev.martlet.kernel.http.OpenApiDocument;
import dev.martlet.kernel.module.RunningModule;
import io.helidon.webserver.http.HttpRouting;
import java.util.List;

/** The public REST API: the resources of the modules that run here, and the document of all of them. */
final class PublicRoutes {
    private final OpenApiDocument document;
    private final List<RunningModule> modules;

    PublicRoutes(ModuleGraph graph, List<RunningModule> modules) {
        this.document = new OpenApiDocument(List.copyOf(graph.names()));
        this.modules = modules;
    }

    void register(HttpRouting.Builder routing, HttpListeners listeners) {
        listeners.register(routing, List.of(document.resource()));
        modules.forEach(module -> listeners.register(routing, module.resources()));
    }
}
