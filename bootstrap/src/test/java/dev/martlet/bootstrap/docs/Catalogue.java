package dev.martlet.bootstrap.docs;

import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.platform.calls.Keyed;
import dev.martlet.platform.calls.invoke.Operation;
import dev.martlet.platform.events.EventType;
import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.ModuleDescriptor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What modules offer each other, as tables: operations and events. */
final class Catalogue {
    private final ModuleGraph graph;

    Catalogue(ModuleGraph graph) {
        this.graph = graph;
    }

    String operations() {
        return """
                | operation | bears repetition | request | outcomes |
                | --- | --- | --- | --- |
                %s
                """.formatted(lines(modules().flatMap(module -> module.offers().stream())
                .flatMap(api -> Operation.of(api).stream())
                .map(Catalogue::row)));
    }

    String events() {
        return """
                | event | from | payload | to |
                | --- | --- | --- | --- |
                %s
                """.formatted(lines(modules().flatMap(module -> module.publishes().stream()).map(this::row)));
    }

    private static String row(Operation operation) {
        String repetition = switch (operation.repeatability()) {
            case SAFE -> "changes nothing";
            case KEYED -> "once per `" + operation.method().getAnnotation(Keyed.class).value() + "`";
        };
        return "| %s.%s | %s | %s | %s |".formatted(
                operation.module(), operation.name(), repetition, components(operation.request()), String.join(", ", outcomes(operation.response())));
    }

    private String row(EventType<?> type) {
        String subscribers = graph.subscribersOf(type.module()).stream()
                .filter(module -> module.subscribes().contains(type))
                .map(ModuleDescriptor::name)
                .collect(Collectors.joining(", "));
        return "| %s | %s | %s | %s |".formatted(type.name(), type.module(), components(type.payload()), subscribers);
    }

    private static List<String> outcomes(Class<?> response) {
        return response.isSealed()
                ? Arrays.stream(response.getPermittedSubclasses()).map(Class::getSimpleName).toList()
                : List.of(response.getSimpleName());
    }

    private static String components(Class<?> payload) {
        return Arrays.stream(payload.getRecordComponents()).map(RecordComponent::getName).collect(Collectors.joining("`, `", "`", "`"));
    }

    private Stream<ModuleDescriptor> modules() {
        return graph.modules().stream().map(ModuleApi::descriptor);
    }

    private static String lines(Stream<String> lines) {
        return lines.collect(Collectors.joining("\n"));
    }
}
