package dev.martlet.bootstrap.docs;

import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.events.EventType;
import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.ModuleDescriptor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The events of all modules as an AsyncAPI 3.0 document. */
final class EventDocument {
    private final List<ModuleDescriptor> modules;

    EventDocument(ModuleGraph graph) {
        modules = graph.modules().stream().map(ModuleApi::descriptor).toList();
    }

    String yaml() {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        return "# Made by DocumentsTest from the module graph.\n" + new Yaml(options).dump(document());
    }

    private Map<String, Object> document() {
        return ordered(
                "asyncapi", "3.0.0",
                "info", ordered("title", "Martlet events", "version", "1", "description",
                        "Recorded in the transaction of the change that they tell of; delivered at least once, in order for one key; handled once."),
                "channels", named(publishers(), ModuleDescriptor::name, this::channel),
                "operations", operations(),
                "components", ordered(
                        "messages", named(types(), EventType::name, EventDocument::message),
                        "schemas", named(types(), EventType::name, type -> schema(type.payload()))));
    }

    private Object channel(ModuleDescriptor publisher) {
        return ordered("address", publisher.name(), "messages",
                named(publisher.publishes().stream(), EventType::name, type -> reference("#/components/messages/" + type.name())));
    }

    private Map<String, Object> operations() {
        var operations = new LinkedHashMap<String, Object>();
        publishers().forEach(module -> operations.put(module.name() + "-publishes", operation("send", module.name(), module.publishes())));
        modules.forEach(module -> module.publishers().forEach(publisher -> operations.put(
                module.name() + "-receives-" + publisher,
                operation("receive", publisher, module.subscribes().stream().filter(type -> type.module().equals(publisher)).toList()))));
        return operations;
    }

    private static Object operation(String action, String channel, List<EventType<?>> types) {
        return ordered(
                "action", action,
                "channel", reference("#/channels/" + channel),
                "messages", types.stream().map(type -> reference("#/channels/" + channel + "/messages/" + type.name())).toList());
    }

    private static Object message(EventType<?> type) {
        return ordered("name", type.name(), "payload", ordered(
                "type", "object",
                "required", List.of("id", "type", "key", "occurredAt", "payload"),
                "properties", ordered(
                        "id", text("uuid"),
                        "type", ordered("const", type.name()),
                        "key", text("uuid"),
                        "occurredAt", text("date-time"),
                        "payload", reference("#/components/schemas/" + type.name()))));
    }

    private static Object schema(Class<?> payload) {
        return ordered(
                "type", "object",
                "required", Arrays.stream(payload.getRecordComponents()).map(RecordComponent::getName).toList(),
                "properties", named(Arrays.stream(payload.getRecordComponents()), RecordComponent::getName, component -> value(component.getType())));
    }

    private static Object value(Class<?> type) {
        if (type == UUID.class) {
            return text("uuid");
        }
        if (type == boolean.class) {
            return ordered("type", "boolean");
        }
        if (type == int.class || type == long.class) {
            return ordered("type", "integer");
        }
        if (type == String.class) {
            return ordered("type", "string");
        }
        if (type == Money.class) {
            return schema(type);
        }
        throw new IllegalStateException("what is the schema of " + type.getName() + "?");
    }

    private Stream<ModuleDescriptor> publishers() {
        return modules.stream().filter(module -> !module.publishes().isEmpty());
    }

    private Stream<EventType<?>> types() {
        return modules.stream().flatMap(module -> module.publishes().stream());
    }

    private static Object text(String format) {
        return ordered("type", "string", "format", format);
    }

    private static Object reference(String path) {
        return ordered("$ref", path);
    }

    private static <T> Map<String, Object> named(Stream<T> things, Function<T, String> name, Function<T, Object> value) {
        return things.collect(Collectors.toMap(name, value, (first, _) -> first, LinkedHashMap::new));
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
