package dev.martlet.platform.sql;

import dev.martlet.platform.core.Slice;
import java.util.List;

/** Reads the first rows of a list, as many as fit into 1 MiB: PostgreSQL measures them, and sends no others. */
final class MeasuredRows {
    private static final int MOST_BYTES = 1024 * 1024;
    /** Measured by PostgreSQL, so that rows which do not fit are not sent. A row as text is at least as long as its columns are. */
    private static final String MEASURED = """
            select *
            from (
                select
                    sized.*,
                    sum(slice_row_bytes) over (order by id desc) as slice_bytes,
                    count(*) over () as slice_found
                from (
                    select found.*, octet_length(cast(found as text)) as slice_row_bytes
                    from (
            %s
                    ) as found
                ) as sized
            ) as measured
            where slice_bytes - slice_row_bytes < %d
            order by id desc
            """;

    private MeasuredRows() {}

    /** A row, how many were found, and the bytes of all rows up to this one. */
    record Measured<T>(T row, long found, long bytes) {}

    /** @param select rows with a column {@code id}, newest first, limited */
    static String measured(String select) {
        return MEASURED.formatted(select, MOST_BYTES);
    }

    static <T> RowReader<Measured<T>> reader(RowReader<T> reader) {
        return row -> new Measured<>(reader.read(row), row.number("slice_found"), row.number("slice_bytes"));
    }

    static <T> Slice<T> slice(List<Measured<T>> measured) {
        if (measured.isEmpty()) {
            return new Slice<>(List.of(), false, 0);
        }
        var last = measured.getLast();
        return new Slice<>(measured.stream().map(Measured::row).toList(), last.found() > measured.size(), last.bytes());
    }
}
