package dev.martlet.platform.events.delivery;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.core.Slice;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The dead ones in the table {@code failed_events}. */
final class DeadEventRepository {
    private static final SqlStatement LIST = SqlStatement.of("events.list-dead", """
            select dead_id as id, publisher, event_id, type, key, payload, attempts, last_error, occurred_at, received_at
            from failed_events
            where dead_id < :before
            and status = 'DEAD'
            and publisher = coalesce(cast(:publisher as text), publisher)
            and type = coalesce(cast(:type as text), type)
            order by dead_id desc
            limit :limit""");
    private static final SqlStatement KINDS = SqlStatement.of("events.count-unhandled", """
            select publisher, type, count(*) filter (where status = 'DEAD') as dead, count(*) filter (where status = 'WAITING') as waiting
            from (
                (select publisher, type, status from failed_events where dead_id is not null and status = 'DEAD')
                union all
                (select publisher, type, status from failed_events where status = 'WAITING' limit :limit)
            ) as unhandled
            group by publisher, type
            order by publisher, type""");
    /** Waits until no event of the publisher is being handled as it arrives; the next ones of the key wait behind the dead one. */
    private static final SqlStatement CHECK = SqlStatement.of("events.check-before-retry", """
            update event_positions
            set check_needed = true
            where publisher = (select publisher from failed_events where dead_id = :id)""");
    /**
     * A dead event keeps its id when it is not dead any more: a repeated retry has the same result and changes nothing. A later event of its key that is being
     * tried again right now is waited for: handled at the same time, the two would not see what the other does. Counting the followers makes PostgreSQL lock
     * them.
     */
    private static final SqlStatement REVIVE = SqlStatement.of("events.retry-dead", """
            with followers as (
                select follower.event_id
                from failed_events as dead
                join failed_events as follower on follower.publisher = dead.publisher and follower.key = dead.key and follower.status = 'WAITING'
                where dead.dead_id = :id
                for update of follower
            ),
            known as (
                select event_id, status
                from failed_events
                where dead_id = :id
                for update
            ),
            revived as (
                update failed_events
                set status = 'WAITING', attempts = 0, next_attempt_at = now()
                from known
                where failed_events.event_id = known.event_id
                and known.status = 'DEAD'
                and (select count(*) from followers) >= 0
            )
            select true as known from known""");
    /** The row stays as done until it is cleaned up, so that asking again finds it. */
    private static final SqlStatement DROP = SqlStatement.of("events.drop-dead", """
            with known as (
                select event_id, status
                from failed_events
                where dead_id = :id
                for update
            ),
            dropped as (
                update failed_events
                set status = 'DONE', done_at = now()
                from known
                where failed_events.event_id = known.event_id
                and known.status = 'DEAD'
            )
            select true as known from known""");

    private DeadEventRepository() {}

    /** Newest first. */
    static Slice<DeadEvent> list(Sql sql, String module, EventFilter filter, Optional<UUID> before, int limit) {
        return sql.prepare(LIST)
                .set("publisher", filter.publisher())
                .set("type", filter.type())
                .set("before", before.orElse(Ids.MAX))
                .set("limit", limit)
                .slice(row -> deadEvent(module, row));
    }

    static List<UnhandledKind> kinds(Sql sql, String module) {
        return sql.prepare(KINDS)
                .set("limit", BacklogRepository.MOST)
                .list(row -> new UnhandledKind(module, row.text("publisher"), row.text("type"), row.number("dead"), row.number("waiting")));
    }

    /** In a transaction. @return whether there is such a dead event */
    static boolean revive(Sql tx, UUID id) {
        tx.prepare(CHECK).set("id", id).execute();
        return tx.prepare(REVIVE).set("id", id).exists();
    }

    /** @return whether there is such a dead event */
    static boolean drop(Sql sql, UUID id) {
        return sql.prepare(DROP).set("id", id).exists();
    }

    private static DeadEvent deadEvent(String module, Row row) {
        return new DeadEvent(
                row.uuid("id"),
                module,
                row.text("publisher"),
                row.uuid("event_id"),
                row.text("type"),
                row.text("key"),
                row.text("payload"),
                (int) row.number("attempts"),
                row.text("last_error"),
                row.instant("occurred_at"),
                row.instant("received_at"));
    }
}
