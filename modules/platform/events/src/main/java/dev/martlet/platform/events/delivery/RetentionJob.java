package dev.martlet.platform.events.delivery;

import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.SqlStatement;
import java.time.Duration;

/** Removes what was handled, or has reached every subscriber, long enough ago; a little at a time. Several processes may do so at once. */
final class RetentionJob {
    private static final int BATCH = 1000;

    private static final SqlStatement FAILED = SqlStatement.of("events.delete-handled", """
            delete from failed_events
            where event_id in (
                select event_id
                from failed_events
                where status = 'DONE'
                and done_at < now() - :keep * interval '1 millisecond'
                order by done_at
                limit :limit
                for update skip locked
            )""");
    /** A subscriber without a position has nothing yet. Without subscribers age alone decides. */
    private static final SqlStatement OUTBOX = SqlStatement.of("events.delete-delivered", """
            delete from outbox
            where id in (
                select id
                from (
                    select id, occurred_at
                    from outbox
                    where id <= (
                        select coalesce(min(coalesce(position, 0)), 9223372036854775807)
                        from unnest(cast(:subscribers as text[])) as known (subscriber)
                        left join outbox_positions using (subscriber)
                    )
                    order by id
                    limit :limit
                    for update skip locked
                ) as oldest
                where occurred_at < now() - :keep * interval '1 millisecond'
            )""");

    private final Database database;
    private final String[] subscribers;
    private final Duration keep;

    RetentionJob(Database database, String[] subscribers, Duration keep) {
        this.database = database;
        this.subscribers = subscribers;
        this.keep = keep;
    }

    /** @return true if there may be more */
    boolean step() {
        long handled = database.sql().prepare(FAILED).set("keep", keep.toMillis()).set("limit", BATCH).execute();
        long delivered = database.sql().prepare(OUTBOX)
                .set("subscribers", subscribers)
                .set("limit", BATCH)
                .set("keep", keep.toMillis())
                .execute();
        return handled == BATCH || delivered == BATCH;
    }
}
