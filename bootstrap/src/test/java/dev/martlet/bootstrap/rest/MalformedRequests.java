package dev.martlet.bootstrap.rest;

import dev.martlet.platform.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes wrong bodies out of a right one: at every place of it, everything that is wrong with it one at a time. */
final class MalformedRequests {
    private static final String MARK = "\"@\":0";

    /** What stands for a value of each kind; a schema may allow some of them. */
    private static final Map<String, String> REPLACEMENTS = Map.ofEntries(
            Map.entry("a text", "\"x\""),
            Map.entry("an empty text", "\"\""),
            Map.entry("a number as text", "\"1\""),
            Map.entry("a blank text", "\" \\u00a0\\u200b\""),
            Map.entry("three capitals", "\"ZZZ\""),
            Map.entry("something like an email", "\"a..b@localhost\""),
            Map.entry("an email", "\"%s@example.org\"".formatted(UUID.randomUUID())),
            Map.entry("two lines", "\"a\\nb\""),
            Map.entry("a long text", "\"" + "x".repeat(6000) + "\""),
            Map.entry("null", "null"),
            Map.entry("true", "true"),
            Map.entry("an array", "[]"),
            Map.entry("an object", "{}"),
            Map.entry("a negative number", "-1"),
            Map.entry("a fraction", "1.5"),
            Map.entry("a number beyond int", "2147483648"),
            Map.entry("a number beyond long", "9223372036854775808"),
            Map.entry("a number of 39 digits", "1" + "0".repeat(38)));

    /** The same, but of things that a schema cannot see: they are always wrong. */
    private static final Map<String, String> ALWAYS_WRONG = Map.of(
            "a whole number with a fraction", "1.0",
            "a whole number with an exponent", "1e2",
            "a text with U+0000", "\"a\\u0000b\"",
            "a text with half a surrogate pair", "\"a\\ud800b\"",
            "a number of 5000 digits", "9".repeat(5000),
            "not a number", "NaN",
            "a number with a leading zero", "01",
            "a word", "nothing");

    private final JsonNode right;
    private final List<Mutant> mutants = new ArrayList<>();

    /**
     * A body and what is wrong with it.
     *
     * @param pointer where
     * @param always whether it is wrong under any schema
     */
    record Mutant(String what, String pointer, String body, boolean always) {}

    private MalformedRequests(JsonNode right) {
        this.right = right;
    }

    static List<Mutant> of(String body) {
        var mutants = new MalformedRequests(Json.tolerant().readTree(body));
        mutants.whole(body);
        mutants.at(JsonPointer.empty());
        return mutants.mutants;
    }

    private void whole(String body) {
        add("nothing", "", "", true);
        add("text after it", "", body + "x", true);
        add("a second value after it", "", body + body, true);
        add("a missing end", "", body.substring(0, body.lastIndexOf('}')), true);
        add("deep nesting", "", "[".repeat(5000) + "]".repeat(5000), true);
        add("no JSON", "", "email=a@example.org", true);
        add("a comment", "", "/* */" + body, true);
        List.of("null", "[]", "1", "true", "\"x\"").forEach(other -> add("instead of it " + other, "", other, true));
    }

    private void at(JsonPointer pointer) {
        JsonNode node = right.at(pointer);
        if (!pointer.matches()) {
            REPLACEMENTS.forEach((what, value) -> replace(what, pointer, value, false));
            ALWAYS_WRONG.forEach((what, value) -> replace(what, pointer, value, true));
        }
        if (node.isObject()) {
            with("an unknown member", pointer, "/unknown", "\"unknown\":1");
            node.propertyNames().forEach(name -> {
                with("a member twice", pointer, "/" + name, Json.tolerant().writeValueAsString(name) + ":" + node.get(name));
                remove(pointer, name);
                at(pointer.appendProperty(name));
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                at(pointer.appendIndex(i));
            }
        }
    }

    private void replace(String what, JsonPointer pointer, String value, boolean always) {
        JsonNode copy = right.deepCopy();
        JsonNode parent = copy.at(pointer.head());
        if (parent instanceof ObjectNode object) {
            object.put(pointer.last().getMatchingProperty(), "@");
        } else {
            ((ArrayNode) parent).set(pointer.last().getMatchingIndex(), "@");
        }
        add(what, pointer.toString(), copy.toString().replace("\"@\"", value), always);
    }

    private void with(String what, JsonPointer pointer, String member, String text) {
        JsonNode copy = right.deepCopy();
        ((ObjectNode) copy.at(pointer)).put("@", 0);
        add(what, pointer + member, copy.toString().replace(MARK, text), true);
    }

    private void remove(JsonPointer pointer, String name) {
        JsonNode copy = right.deepCopy();
        ((ObjectNode) copy.at(pointer)).remove(name);
        add("a member missing", pointer + "/" + name, copy.toString(), false);
    }

    private void add(String what, String pointer, String body, boolean always) {
        mutants.add(new Mutant(what + " at " + (pointer.isEmpty() ? "the whole" : pointer), pointer, body, always));
    }
}
