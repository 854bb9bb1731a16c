package dev.martlet.platform.events.intake;

import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.time.Instant;
import java.util.List;

/**
 * An event of a key that a module's handler has not handled yet, or that it was given up on.
 *
 * @param status WAITING or DEAD
 * @param lastError empty for an event that waits behind another one of its key
 */
public record UnhandledEvent(String type, String status, int attempts, String lastError, Instant receivedAt, Instant nextAttemptAt) {
    private static final SqlStatement LIST = SqlStatement.of("events.list-unhandled-of-key", """
            select type, status, attempts, last_error, received_at, next_attempt_at
            from failed_events
            where key = :key
            and status in ('WAITING', 'DEAD')
            order by number
            limit 50""");

    /** @return at most 50, in the order of their numbers */
    public static List<UnhandledEvent> list(Sql sql, String key) {
        return sql.prepare(LIST).set("key", key).list(UnhandledEvent::of);
    }

    private static UnhandledEvent of(Row row) {
        return new UnhandledEvent(
                row.text("type"),
                row.text("status"),
                (int) row.number("attempts"),
                row.optionalText("last_error").orElse(""),
                row.instant("received_at"),
                row.instant("next_attempt_at"));
    }
}
