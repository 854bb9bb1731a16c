package dev.martlet.bootstrap.contract;

import dev.martlet.platform.calls.Keyed;
import dev.martlet.platform.calls.invoke.Operation;
import dev.martlet.platform.events.EventType;
import dev.martlet.platform.runtime.ModuleDescriptor;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What one module says to others, as one JSON document: each operation with its repeatability, request and response, and each event's payload. */
public record ContractDocument(ObjectNode tree) {
    private static final JsonMapper JSON = JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
    private static final DefaultPrettyPrinter PRINTER = new DefaultPrettyPrinter()
            .withObjectIndenter(INDENT)
            .withSeparators(Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER));

    /** Nothing said. */
    public static ContractDocument empty() {
        return new ContractDocument(JSON.createObjectNode());
    }

    /** Made from the code. */
    public static ContractDocument of(ModuleDescriptor module) {
        return of(module.offers().map(Operation::of).orElse(List.of()), module.publishes());
    }

    public static ContractDocument of(List<Operation> operations, Collection<EventType<?>> events) {
        ObjectNode tree = JSON.createObjectNode();
        operations.forEach(operation -> tree.withObjectProperty("operations").set(operation.name(), operation(operation)));
        events.forEach(event -> tree.withObjectProperty("events").set(event.name(), Schemas.of(event.payload())));
        return new ContractDocument((ObjectNode) sorted(tree));
    }

    /** As it is kept in the repository. */
    public static ContractDocument read(String text) {
        return new ContractDocument((ObjectNode) JSON.readTree(text));
    }

    /** Whether the module says nothing to others. */
    public boolean isEmpty() {
        return tree.isEmpty();
    }

    /** The same text for the same contract: names in alphabetical order, the constants of an enum too. */
    public String text() {
        return JSON.writer().with(PRINTER).writeValueAsString(tree) + "\n";
    }

    private static ObjectNode operation(Operation operation) {
        ObjectNode tree = JSON.createObjectNode().put("repeatability", operation.repeatability().name().toLowerCase(Locale.ROOT));
        if (operation.repeatability() == Operation.Repeatability.KEYED) {
            tree.put("key", operation.method().getAnnotation(Keyed.class).value());
        }
        tree.set("request", Schemas.of(operation.request()));
        tree.set("response", Schemas.of(operation.response()));
        return tree;
    }

    private static JsonNode sorted(JsonNode tree) {
        if (tree instanceof ArrayNode array && array.valueStream().allMatch(JsonNode::isString)) {
            var sorted = JSON.createArrayNode();
            array.valueStream().map(JsonNode::asString).sorted().forEach(sorted::add);
            return sorted;
        }
        if (tree instanceof ArrayNode array) {
            return JSON.createArrayNode().addAll(array.valueStream().map(ContractDocument::sorted).toList());
        }
        if (tree instanceof ObjectNode object) {
            var sorted = JSON.createObjectNode();
            object.propertyStream().forEach(member -> sorted.set(member.getKey(), sorted(member.getValue())));
            return sorted;
        }
        return tree;
    }
}
