package dev.martlet.platform.events.delivery;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.core.Slice;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.util.Optional;
import java.util.UUID;

/** Those in the table {@code failed_events} that are tried again. */
final class WaitingEventRepository {
    private static final SqlStatement LIST = SqlStatement.of("events.list-waiting", """
            select event_id as id, publisher, type, key, payload, attempts, last_error, occurred_at, received_at, next_attempt_at
            from failed_events
            where event_id < :before
            and status = 'WAITING'
            and publisher = coalesce(cast(:publisher as text), publisher)
            and type = coalesce(cast(:type as text), type)
            order by event_id desc
            limit :limit""");

    private WaitingEventRepository() {}

    /** Newest first. */
    static Slice<WaitingEvent> list(Sql sql, String module, EventFilter filter, Optional<UUID> before, int limit) {
        return sql.prepare(LIST)
                .set("publisher", filter.publisher())
                .set("type", filter.type())
                .set("before", before.orElse(Ids.MAX))
                .set("limit", limit)
                .slice(row -> waitingEvent(module, row));
    }

    private static WaitingEvent waitingEvent(String module, Row row) {
        return new WaitingEvent(
                row.uuid("id"),
                module,
                row.text("publisher"),
                row.text("type"),
                row.text("key"),
                row.text("payload"),
                (int) row.number("attempts"),
                row.optionalText("last_error").orElse(""),
                row.instant("occurred_at"),
                row.instant("received_at"),
                row.instant("next_attempt_at"));
    }
}
