package dev.martlet.platform.events.delivery;

import dev.martlet.platform.events.delivery.EventBacklog.Direction;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.time.Duration;
import java.util.List;

/** Counts what waits in {@code outbox} and {@code failed_events}; counting has a bound too. */
final class BacklogRepository {
    static final int MOST = 100_000;

    private static final SqlStatement OUTBOX = SqlStatement.of("events.count-outbox", """
            select
                subscriber,
                (select count(*) from (select from outbox where id > reached.position limit :limit) as behind) as waiting,
                (
                    select cast(extract(epoch from clock_timestamp() - occurred_at) * 1000 as bigint)
                    from outbox
                    where id > reached.position
                    order by id
                    limit 1
                ) as oldest_ms,
                0 as failed,
                0 as dead
            from unnest(cast(:subscribers as text[])) as known (subscriber)
            left join outbox_positions using (subscriber)
            cross join lateral (select coalesce(position, 0) as position) as reached""");
    private static final SqlStatement FAILED = SqlStatement.of("events.count-failed", """
            select
                count(*) as waiting,
                cast(extract(epoch from clock_timestamp() - min(received_at)) * 1000 as bigint) as oldest_ms,
                count(*) filter (where attempts > 0) as failed,
                (select count(*) from (select from failed_events where dead_id is not null and status = 'DEAD' limit :limit) as parked) as dead
            from (select received_at, attempts from failed_events where status = 'WAITING' limit :limit) as waiting""");

    private BacklogRepository() {}

    static List<EventBacklog> outbox(Sql sql, String module, String[] subscribers) {
        return sql.prepare(OUTBOX)
                .set("limit", MOST)
                .set("subscribers", subscribers)
                .list(row -> backlog(row, module, Direction.OUTBOX, row.text("subscriber")));
    }

    static List<EventBacklog> failed(Sql sql, String module) {
        return sql.prepare(FAILED).set("limit", MOST).list(row -> backlog(row, module, Direction.INBOX, module));
    }

    private static EventBacklog backlog(Row row, String module, Direction direction, String subscriber) {
        long oldestMs = Math.max(0, row.optionalNumber("oldest_ms").orElse(0L));
        return new EventBacklog(module, direction, subscriber, row.number("waiting"), Duration.ofMillis(oldestMs), row.number("failed"), row.number("dead"));
    }
}
