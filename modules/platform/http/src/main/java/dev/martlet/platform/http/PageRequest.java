package dev.martlet.platform.http;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.core.Slice;
import dev.martlet.platform.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The requested part of a list: newest first, by id (UUIDv7, so the order of ids is the order of creation).
 *
 * @param limit 1 to 200
 * @param before only what is older than this id
 */
public record PageRequest(int limit, Optional<UUID> before) {
    /** What making a page takes at most: the rows as they arrive, as values, and as JSON. */
    static final int MOST_MEMORY = 6 * 1024 * 1024;

    private static final int MOST_BYTES = 1024 * 1024;
    /** Beside the items: the names of the two members, and the cursor. */
    private static final int ENVELOPE_BYTES = 100;
    /** Rows that are this small as text do not exceed a page as JSON. */
    private static final int SMALL_BYTES = MOST_BYTES / 8;

    /** The cursor for SQL ({@code id < :before}): the largest UUID on the first page, so that one statement starts at its cursor on every page. */
    public UUID beforeOrMax() {
        return before.orElse(Ids.MAX);
    }

    /** How many rows to fetch: one more than the page has, to know whether there is a next page. */
    public int fetch() {
        return limit + 1;
    }

    /** Makes the page from up to {@link #fetch()} rows that are small: 200 of them stay far below 1 MiB. */
    public <T, V> Page<V> page(List<T> rows, Function<T, UUID> id, Function<T, V> view) {
        return page(new Slice<>(rows, false, 0), id, view);
    }

    /** Makes the page from up to {@link #fetch()} rows; it ends before it exceeds 1 MiB of JSON, but has at least one item. */
    public <T, V> Page<V> page(Slice<T> slice, Function<T, UUID> id, Function<T, V> view) {
        List<T> rows = slice.rows();
        List<V> items = items(slice, view);
        boolean more = slice.cut() || items.size() < rows.size();
        return new Page<>(items, more ? Optional.of(Cursor.of(id.apply(rows.get(items.size() - 1)))) : Optional.empty());
    }

    private <T, V> List<V> items(Slice<T> slice, Function<T, V> view) {
        List<T> rows = slice.rows().subList(0, Math.min(limit, slice.rows().size()));
        if (slice.bytes() < SMALL_BYTES) {
            return rows.stream().map(view).toList();
        }
        var items = new ArrayList<V>();
        long bytes = ENVELOPE_BYTES;
        for (T row : rows) {
            V item = view.apply(row);
            bytes += Json.strict().writeValueAsBytes(item).length + 1;
            if (bytes > MOST_BYTES && !items.isEmpty()) {
                break;
            }
            items.add(item);
        }
        return items;
    }

    /** A page of a list. {@code nextCursor} is null on the last page. */
    public record Page<V>(List<V> items, Optional<String> nextCursor) {
        /** Of a list of what the caller may not see. */
        public static Page<Object> empty() {
            return new Page<>(List.of(), Optional.empty());
        }
    }
}
