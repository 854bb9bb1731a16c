package dev.martlet.bootstrap.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules of {@link ContractChanges} for what one operation takes or gives, or an event's payload. */
final class SchemaChanges {
    /** What is compared piece by piece; every other keyword of a schema must stay what it is. */
    private static final Set<String> PIECES = Set.of("properties", "required", "oneOf", "enum", "items", "anyOf", "additionalProperties");

    private final ContractChanges changes;
    private final Direction direction;

    SchemaChanges(ContractChanges changes, Direction direction) {
        this.changes = changes;
        this.direction = direction;
    }

    void compare(String place, JsonNode recorded, JsonNode current) {
        if (!kind(recorded).equals(kind(current))) {
            changes.breaking(place, "is " + kind(current) + " and was " + kind(recorded));
            return;
        }
        members(place, recorded, current);
        choices(place, "constant", constants(recorded), constants(current));
        choices(place, "outcome", outcomes(recorded), outcomes(current));
        below(place + "[]", recorded.path("items"), current.path("items"));
        below(place + "{}", recorded.path("additionalProperties"), current.path("additionalProperties"));
        below(place, notNull(recorded), notNull(current));
    }

    private void below(String place, JsonNode recorded, JsonNode current) {
        if (!recorded.isMissingNode()) {
            compare(place, recorded, current);
        }
    }

    private void members(String place, JsonNode recorded, JsonNode current) {
        for (String name : ContractChanges.names(recorded.path("properties"), current.path("properties"))) {
            member(place + "/" + name, name, recorded, current);
        }
    }

    private void member(String place, String name, JsonNode recorded, JsonNode current) {
        boolean wasRequired = isRequired(recorded, name);
        boolean isRequired = isRequired(current, name);
        JsonNode before = recorded.path("properties").path(name);
        JsonNode now = current.path("properties").path(name);
        if (now.isMissingNode()) {
            changes.breaking(place, "removed");
        } else if (before.isMissingNode() && isRequired) {
            changes.breaking(place, "new and required, but older processes do not send it: make it Optional");
        } else if (before.isMissingNode()) {
            changes.addition(place, "new, may be missing");
        } else if (wasRequired != isRequired) {
            changes.breaking(place, isRequired ? "is required now, but older processes may leave it out"
                    : "may be missing now, but older processes require it");
        } else {
            compare(place, before, now);
        }
    }

    private void choices(String place, String word, Map<String, JsonNode> recorded, Map<String, JsonNode> current) {
        var names = new TreeSet<>(recorded.keySet());
        names.addAll(current.keySet());
        for (String name : names) {
            if (!current.containsKey(name)) {
                changes.breaking(place, word + " " + name + " removed");
            } else if (recorded.containsKey(name)) {
                members(place + "(" + name + ")", recorded.get(name), current.get(name));
            } else if (direction == Direction.RESPONSE) {
                changes.breaking(place, word + " " + name + " is new, but older readers do not understand it");
            } else {
                changes.addition(place, word + " " + name + " is new");
            }
        }
    }

    /** What is left of a schema without what is compared piece by piece, and which pieces it has. */
    private static String kind(JsonNode schema) {
        var kind = ((ObjectNode) schema).deepCopy();
        Set.of("properties", "required").forEach(kind::remove);
        PIECES.stream().filter(kind::has).forEach(piece -> kind.put(piece, "…"));
        return kind.propertyStream().map(member -> member.getKey() + " " + ContractChanges.text(member.getValue()))
                .sorted().collect(Collectors.joining(", ", "(", ")"));
    }

    private static boolean isRequired(JsonNode schema, String name) {
        return schema.path("required").valueStream().anyMatch(required -> required.asString().equals(name));
    }

    private static Map<String, JsonNode> constants(JsonNode schema) {
        return schema.path("enum").valueStream().collect(Collectors.toMap(JsonNode::asString, _ -> MissingNode.getInstance()));
    }

    private static Map<String, JsonNode> outcomes(JsonNode schema) {
        var outcomes = new LinkedHashMap<String, JsonNode>();
        schema.path("oneOf").valueStream().forEach(variant -> outcomes.put(variant.at("/properties/outcome/const").asString(), variant));
        return outcomes;
    }

    /** What an empty optional would be instead of null. */
    private static JsonNode notNull(JsonNode schema) {
        return schema.path("anyOf").valueStream().filter(choice -> !choice.path("type").asString("").equals("null")).findFirst()
                .orElse(MissingNode.getInstance());
    }
}
