package dev.martlet.platform.core;

import java.util.Comparator;
import java.util.List;

/**
 * The first rows of a list, as many as fit into a limit of bytes, and at least one if there is any.
 *
 * @param cut whether there are more rows than these
 * @param bytes the size of the rows, as text
 */
public record Slice<T>(List<T> rows, boolean cut, long bytes) {
    /** The first rows of several lists as one, up to the end of the first one that is cut: after that its rows are not known. */
    public static <T> Slice<T> merge(List<Slice<T>> slices, Comparator<T> order, int limit) {
        List<T> all = slices.stream().flatMap(slice -> slice.rows.stream()).sorted(order).toList();
        List<T> rows = all.stream().takeWhile(row -> slices.stream().allMatch(slice -> slice.reaches(row, order))).limit(limit).toList();
        boolean cut = rows.size() < all.size() || slices.stream().anyMatch(Slice::cut);
        return new Slice<>(rows, cut, slices.stream().mapToLong(Slice::bytes).sum());
    }

    private boolean reaches(T row, Comparator<T> order) {
        return !cut || order.compare(row, rows.getLast()) <= 0;
    }
}
