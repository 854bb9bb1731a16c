package dev.martlet.kernel.json;

import tools.jackson.databind.json.JsonMapper;

/** The two ways that Martlet reads JSON. Both write the same: camelCase, RFC 3339 instants in UTC, empty optionals as null. */
public final class Json {
    private Json() {}

    /** For what users send: refuses unknown, duplicated, mistyped and null-for-primitive members, trailing tokens, deep nesting. */
    public static JsonMapper strict() {
        throw new UnsupportedOperationException();
    }

    /** For what modules and their tables keep for each other: unknown members are ignored. */
    public static JsonMapper tolerant() {
        throw new UnsupportedOperationException();
    }
}
