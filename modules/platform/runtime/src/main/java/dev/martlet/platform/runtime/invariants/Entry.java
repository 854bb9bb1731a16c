package dev.martlet.platform.runtime.invariants;

import java.util.UUID;

/** What a module has recorded about an id. An id without an entry has nothing. */
public sealed interface Entry<V> {
    /** How nothing is shown. */
    String NOTHING = "nothing";

    UUID id();

    static <V> Entry<V> of(UUID id, V value) {
        return new Recorded<>(id, value);
    }

    /** Nothing is there. */
    static <V> Entry<V> nothing(UUID id) {
        return new Nothing<>(id, NOTHING);
    }

    /** Nothing is left, which agrees with nothing. @param end how it ended, such as {@code REFUNDED} */
    static <V> Entry<V> ended(UUID id, Enum<?> end) {
        return new Nothing<>(id, end.name());
    }

    /** Work on it is under way, so that anything may be true elsewhere. */
    static <V> Entry<V> unfinished(UUID id) {
        return new Unfinished<>(id);
    }

    /** @param value is shown by its text and compared by {@code equals} */
    record Recorded<V>(UUID id, V value) implements Entry<V> {}

    /** @param shown is not compared */
    record Nothing<V>(UUID id, String shown) implements Entry<V> {}

    record Unfinished<V>(UUID id) implements Entry<V> {}
}
