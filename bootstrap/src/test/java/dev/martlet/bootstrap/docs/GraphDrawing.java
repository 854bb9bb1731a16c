package dev.martlet.bootstrap.docs;

import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.platform.calls.Api;
import dev.martlet.platform.events.EventType;
import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.ModuleDescriptor;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The module graph as pictures. */
final class GraphDrawing {
    private final List<ModuleDescriptor> modules;

    GraphDrawing(ModuleGraph graph) {
        modules = graph.modules().stream().map(ModuleApi::descriptor).toList();
    }

    /** An arrow of the graph: a call, or events that flow. */
    private record Arrow(String from, String to, boolean isCall, String label) {}

    String mermaid() {
        return """
                ```mermaid
                flowchart LR
                %s
                %s
                ```
                """.formatted(
                lines(modules.stream().map(module -> "    " + module.name())),
                lines(arrows().map(arrow -> "    %s %s|%s| %s".formatted(
                        arrow.from(), arrow.isCall() ? "-->" : "-.->", arrow.label(), arrow.to()))));
    }

    /** A C4 component diagram for PlantUML. */
    String c4() {
        return """
                @startuml
                ' Made by DocumentsTest from the module graph.
                !include <C4/C4_Component>
                title Martlet: modules and what goes between them
                Container_Boundary(martlet, "Martlet") {
                %s
                }
                %s
                SHOW_LEGEND()
                @enduml
                """.formatted(
                lines(modules.stream().map(module -> "    Component(%s, \"%s\", \"Java module\", \"%s\")".formatted(
                        module.name(), module.name(), offer(module)))),
                lines(arrows().map(arrow -> "Rel(%s, %s, \"%s\", \"%s\")".formatted(
                        arrow.from(), arrow.to(), arrow.label(), arrow.isCall() ? "guarded call" : "outbox, position"))));
    }

    /** The arrows as a table. */
    String table() {
        return """
                | from | to | how | what |
                | --- | --- | --- | --- |
                %s
                """.formatted(lines(arrows().map(arrow -> "| %s | %s | %s | %s |".formatted(
                arrow.from(), arrow.to(), arrow.isCall() ? "guarded call" : "events", arrow.label()))));
    }

    private Stream<Arrow> arrows() {
        return Stream.concat(modules.stream().flatMap(GraphDrawing::calls), modules.stream().flatMap(GraphDrawing::events));
    }

    private static Stream<Arrow> calls(ModuleDescriptor module) {
        return module.needs().stream().map(api -> new Arrow(module.name(), api.getAnnotation(Api.class).module(), true, api.getSimpleName()));
    }

    private static Stream<Arrow> events(ModuleDescriptor module) {
        return module.publishers().stream().map(publisher -> new Arrow(publisher, module.name(), false, module.subscribes().stream()
                .filter(type -> type.module().equals(publisher))
                .map(EventType::name)
                .collect(Collectors.joining(", "))));
    }

    private static String offer(ModuleDescriptor module) {
        return module.offers().map(Class::getSimpleName).orElse("REST alone");
    }

    private static String lines(Stream<String> lines) {
        return lines.collect(Collectors.joining("\n"));
    }
}
