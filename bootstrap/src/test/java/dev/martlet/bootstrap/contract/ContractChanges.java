package dev.martlet.bootstrap.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What has changed from the contract on record to the code, and whether two neighbouring versions still understand each other: the old one may call
 * the new one and the other way round, and events of the old one still lie in tables.
 *
 * <p>Additions: an operation, an event; a member that may be missing ({@code Optional}) anywhere; in a request a constant of an enum, or a record
 * of a sealed interface. (Who sends one of these to a process that is older is refused, so that nothing has happened: the module that offers is
 * upgraded first.)
 *
 * <p>Breaking: to remove an operation, an event, a member, a constant or an outcome, which is also what a new name looks like; another
 * repeatability or key; another type or format; a new member that is required, a member that becomes required, or one that may be missing from now
 * on; in a response or an event a new outcome or constant, for old readers cannot understand it.
 *
 * <p>Nothing else matters: order does not.
 */
public final class ContractChanges {
    private final List<String> breaking = new ArrayList<>();
    private final List<String> additions = new ArrayList<>();

    private ContractChanges() {}

    /** @param module names it in the lines */
    public static ContractChanges between(String module, ContractDocument recorded, ContractDocument current) {
        var changes = new ContractChanges();
        changes.named(module + ".", recorded.tree().path("operations"), current.tree().path("operations"), changes::operation);
        changes.named(module + " event ", recorded.tree().path("events"), current.tree().path("events"),
                (event, schemas) -> new SchemaChanges(changes, Direction.RESPONSE).compare(event, schemas.recorded(), schemas.current()));
        return changes;
    }

    static ContractChanges between(Direction direction, JsonNode recorded, JsonNode current) {
        var changes = new ContractChanges();
        new SchemaChanges(changes, direction).compare(direction.name().toLowerCase(), recorded, current);
        return changes;
    }

    /** One line for each; empty if old and new processes understand each other. */
    public List<String> breaking() {
        return List.copyOf(breaking);
    }

    /** One line for each. */
    public List<String> additions() {
        return List.copyOf(additions);
    }

    void breaking(String place, String what) {
        breaking.add(place + ": " + what);
    }

    void addition(String place, String what) {
        additions.add(place + ": " + what);
    }

    /** The same thing on record and in the code. */
    private record Pair(JsonNode recorded, JsonNode current) {
        Pair at(String name) {
            return new Pair(recorded.path(name), current.path(name));
        }
    }

    private void named(String prefix, JsonNode recorded, JsonNode current, BiConsumer<String, Pair> both) {
        for (String name : names(recorded, current)) {
            if (!current.has(name)) {
                breaking(prefix + name, "removed");
            } else if (!recorded.has(name)) {
                addition(prefix + name, "new");
            } else {
                both.accept(prefix + name, new Pair(recorded.get(name), current.get(name)));
            }
        }
    }

    private void operation(String name, Pair operation) {
        for (String word : List.of("repeatability", "key")) {
            Pair value = operation.at(word);
            if (!value.recorded().equals(value.current())) {
                breaking(name, word + " is " + text(value.current()) + " and was " + text(value.recorded()));
            }
        }
        Arrays.stream(Direction.values()).forEach(direction -> {
            Pair schemas = operation.at(direction.name().toLowerCase());
            new SchemaChanges(this, direction).compare(name + " " + direction.name().toLowerCase(), schemas.recorded(), schemas.current());
        });
    }

    static Set<String> names(JsonNode recorded, JsonNode current) {
        var names = new TreeSet<>(recorded.propertyNames());
        names.addAll(current.propertyNames());
        return names;
    }

    static String text(JsonNode value) {
        return value instanceof MissingNode ? "none" : value.isString() ? value.asString() : value.toString();
    }
}
