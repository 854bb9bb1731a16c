package dev.martlet.platform.events.check;

import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The table {@code outbox} of a publisher. */
final class PublishedRepository {
    private static final SqlStatement KEYS = SqlStatement.of("events.list-pending-keys", """
            select distinct key
            from outbox
            where id > :position
            and key = any(:keys)""");
    private static final SqlStatement LAST = SqlStatement.of("events.last-number", """
            select case when is_called then last_value else last_value - 1 end as number
            from outbox_id_seq""");
    private static final SqlStatement OLDEST = SqlStatement.of("events.oldest-kept", """
            select min(id) as number
            from outbox""");
    private static final SqlStatement ID = SqlStatement.of("events.id-of-number", """
            select event_id
            from outbox
            where id = :number""");
    private static final SqlStatement SENT = SqlStatement.of("events.sent-position", """
            select position
            from outbox_positions
            where subscriber = :subscriber""");

    private final Sql sql;

    PublishedRepository(Sql sql) {
        this.sql = sql;
    }

    /** Those of the keys that have events after the position. */
    Set<String> keysAfter(long position, Collection<String> keys) {
        return Set.copyOf(sql.prepare(KEYS).set("position", position).set("keys", keys.toArray(String[]::new)).list(row -> row.text("key")));
    }

    /** The highest number that was given. */
    long last() {
        return sql.prepare(LAST).first(row -> row.number("number")).orElseThrow();
    }

    Optional<Long> oldest() {
        return sql.prepare(OLDEST).first(row -> row.optionalNumber("number")).flatMap(number -> number);
    }

    Optional<UUID> eventId(long number) {
        return sql.prepare(ID).set("number", number).first(row -> row.uuid("event_id"));
    }

    /** The position of the subscriber that the publisher knows of. */
    long sent(String subscriber) {
        return sql.prepare(SENT).set("subscriber", subscriber).first(row -> row.number("position")).orElse(0L);
    }
}
