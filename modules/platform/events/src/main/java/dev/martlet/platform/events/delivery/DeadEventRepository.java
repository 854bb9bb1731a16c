package dev.martlet.platform.events.delivery;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.core.Slice;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.util.Optional;
import java.util.UUID;

/** The dead ones in the table {@code inbox}. */
final class DeadEventRepository {
    private static final SqlStatement LIST = SqlStatement.of("events.list-dead", """
            select dead_id as id, publisher, event_id, type, key, payload, attempts, last_error, occurred_at, received_at
            from inbox
            where dead_id < :before
            and status = 'DEAD'
            order by dead_id desc
            limit :limit""");
    /**
     * A dead event keeps its id when it is not dead any more: a repeated retry has the same result and changes nothing. A later event of its key that is being
     * handled right now is waited for: handled at the same time, the two would not see what the other does. Counting the followers makes PostgreSQL lock them.
     */
    private static final SqlStatement REVIVE = SqlStatement.of("events.retry-dead", """
            with followers as (
                select follower.seq
                from inbox as dead
                join inbox as follower on follower.key = dead.key and follower.status = 'READY'
                where dead.dead_id = :id
                for update of follower
            ),
            known as (
                select seq, status
                from inbox
                where dead_id = :id
                for update
            ),
            revived as (
                update inbox
                set status = 'READY', attempts = 0, next_attempt_at = now()
                from known
                where inbox.seq = known.seq
                and known.status = 'DEAD'
                and (select count(*) from followers) >= 0
            )
            select true as known from known""");
    /** The row stays as done until it is cleaned up: should the event come once more, it is known. */
    private static final SqlStatement DROP = SqlStatement.of("events.drop-dead", """
            with known as (
                select seq, status
                from inbox
                where dead_id = :id
                for update
            ),
            dropped as (
                update inbox
                set status = 'DONE', done_at = now()
                from known
                where inbox.seq = known.seq
                and known.status = 'DEAD'
            )
            select true as known from known""");

    private DeadEventRepository() {}

    /** Newest first. */
    static Slice<DeadEvent> list(Sql sql, String module, Optional<UUID> before, int limit) {
        return sql.prepare(LIST)
                .set("before", before.orElse(Ids.MAX))
                .set("limit", limit)
                .slice(row -> deadEvent(module, row));
    }

    /** @return whether there is such a dead event */
    static boolean revive(Sql sql, UUID id) {
        return sql.prepare(REVIVE).set("id", id).exists();
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
