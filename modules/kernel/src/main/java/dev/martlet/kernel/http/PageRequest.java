package dev.martlet.kernel.http;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Which part of a list is asked for: newest first, by id (UUIDv7, so the order of ids is the order of creation).
 *
 * @param limit 1 to 200
 * @param before only what is older than this id
 */
public record PageRequest(int limit, Optional<UUID> before) {
    /** How many rows to fetch: one more than asked for, to know whether there is a next page. */
    public int fetch() {
        return limit + 1;
    }

    /** Makes the page from up to {@link #fetch()} rows. */
    public <T, V> Page<V> page(List<T> rows, Function<T, UUID> id, Function<T, V> view) {
        List<T> shown = rows.subList(0, Math.min(limit, rows.size()));
        Optional<String> next = rows.size() > limit ? Optional.of(Cursor.of(id.apply(shown.getLast()))) : Optional.empty();
        return new Page<>(shown.stream().map(view).toList(), next);
    }

    /** A page of a list. {@code nextCursor} is null on the last page. */
    public record Page<V>(List<V> items, Optional<String> nextCursor) {}
}
