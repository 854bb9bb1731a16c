package dev.martlet.platform.events.check;

import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import dev.martlet.platform.sql.Transactions;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets a publisher go on whose database was restored from a backup: its new events get numbers above those that subscribers have handled. Events since the
 * restore are those whose ids are higher than that of the last event that the subscriber knows: ids carry the time of the publisher's database.
 */
public final class RestoredPublisher {
    private static final SqlStatement KNOWN = SqlStatement.of("events.last-handled", """
            select position, event_id
            from event_positions
            where publisher = :publisher
            and event_id is not null
            order by position desc
            limit 1""");
    /** Nothing is recorded meanwhile, so that no number is given twice. */
    private static final SqlStatement LOCK = SqlStatement.of("events.lock-outbox", "lock table outbox in share row exclusive mode");
    private static final SqlStatement ADVANCE = SqlStatement.of("events.advance-sequence", """
            select setval('outbox_id_seq', :position) as number
            where :position >= (select last_value from outbox_id_seq)""");
    /** Deleted and inserted, because an update gives numbers in any order; those of a key must stay in order. */
    private static final SqlStatement RENUMBER = SqlStatement.of("events.renumber", """
            with moved as (
                delete from outbox
                where id <= :position
                and event_id > :last
                returning id, event_id, type, key, occurred_at, payload
            )
            insert into outbox (event_id, type, key, occurred_at, payload)
            select event_id, type, key, occurred_at, payload
            from moved
            order by id""");
    private static final SqlStatement FORGET = SqlStatement.of("events.forget-last-handled", """
            update event_positions
            set event_id = null
            where publisher = :publisher
            and event_id is not null
            and position <= :position""");

    private RestoredPublisher() {}

    /** The position of a subscriber. */
    private record Known(long position, UUID event) {}

    /**
     * Idempotent: done again, it finds nothing to move.
     *
     * @return false if the subscriber does not know its last event, so that it cannot be said which events are new
     */
    public static boolean goOn(String publisher, Database published, Database handled) {
        Optional<Known> known = handled.sql().prepare(KNOWN).set("publisher", publisher)
                .first(row -> new Known(row.number("position"), row.uuid("event_id")));
        known.ifPresent(last -> {
            Transactions.run(published, tx -> renumber(tx, last));
            handled.sql().prepare(FORGET).set("publisher", publisher).set("position", last.position()).execute();
        });
        return known.isPresent();
    }

    private static long renumber(Sql tx, Known last) {
        tx.prepare(LOCK).execute();
        tx.prepare(ADVANCE).set("position", last.position()).exists();
        return tx.prepare(RENUMBER).set("position", last.position()).set("last", last.event()).execute();
    }
}
