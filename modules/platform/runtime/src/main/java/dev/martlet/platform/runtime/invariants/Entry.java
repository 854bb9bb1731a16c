package dev.martlet.platform.runtime.invariants;

import java.util.UUID;

/** What a module has recorded about an id. An id without an entry has nothing. */
public sealed interface Entry<V> {
    UUID id();

    static <V> Entry<V> of(UUID id, V value) {
        return new Recorded<>(id, value);
    }

    /** Nothing is there, or nothing is left. */
    static <V> Entry<V> nothing(UUID id) {
        return new Nothing<>(id);
    }

    /** Work on it is under way, so that anything may be true elsewhere. */
    static <V> Entry<V> unfinished(UUID id) {
        return new Unfinished<>(id);
    }

    /** @param value is shown by its text and compared by {@code equals} */
    record Recorded<V>(UUID id, V value) implements Entry<V> {}

    record Nothing<V>(UUID id) implements Entry<V> {}

    record Unfinished<V>(UUID id) implements Entry<V> {}
}
