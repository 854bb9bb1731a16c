package dev.martlet.platform.events.check;

import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The tables {@code event_positions} and {@code failed_events} of a subscriber. */
final class HandledRepository {
    /** Partitions of Kafka, if there are any, have gone on where the calls had ended. */
    private static final SqlStatement POSITIONS = SqlStatement.of("events.list-positions", """
            select coalesce(position, 0) as position, event_id
            from event_positions
            where publisher = :publisher
            and (partition >= 0) = exists (select from event_positions where publisher = :publisher and partition >= 0)
            order by position""");
    private static final SqlStatement WAITING = SqlStatement.of("events.list-failed-keys", """
            select distinct key
            from failed_events
            where publisher = :publisher
            and key = any(:keys)
            and status = 'WAITING'""");
    private static final SqlStatement DEAD = SqlStatement.of("events.list-parked", """
            select dead_id, publisher, type, attempts
            from failed_events
            where dead_id is not null
            and status = 'DEAD'
            order by dead_id
            limit :limit""");

    private final Sql sql;

    HandledRepository(Sql sql) {
        this.sql = sql;
    }

    /** @param eventId of the event at the position */
    record Position(long number, Optional<UUID> eventId) {}

    /** A dead event. */
    record Dead(UUID id, String publisher, String type, long attempts) {}

    /** The lowest first; empty before the first event. */
    List<Position> positions(String publisher) {
        return sql.prepare(POSITIONS).set("publisher", publisher)
                .list(row -> new Position(row.number("position"), row.optionalUuid("event_id")));
    }

    /** Those of the keys that have events which failed and are tried again. */
    Set<String> waiting(String publisher, Collection<String> keys) {
        return Set.copyOf(sql.prepare(WAITING).set("publisher", publisher).set("keys", keys.toArray(String[]::new)).list(row -> row.text("key")));
    }

    List<Dead> dead(int limit) {
        return sql.prepare(DEAD).set("limit", limit)
                .list(row -> new Dead(row.uuid("dead_id"), row.text("publisher"), row.text("type"), row.number("attempts")));
    }
}
