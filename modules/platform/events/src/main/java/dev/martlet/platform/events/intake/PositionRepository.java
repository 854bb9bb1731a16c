package dev.martlet.platform.events.intake;

import dev.martlet.platform.events.transport.NumberedEvent;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.util.Optional;

/** The table {@code event_positions}. A transaction that handles events of a publisher, or sends a dead one again, has locked its row. */
final class PositionRepository {
    /** Looks at the newest version of the row, also if it waited for another transaction. */
    private static final SqlStatement ADVANCE = SqlStatement.of("events.advance", """
            update event_positions
            set position = :number, event_id = :event_id, moved_at = now()
            where publisher = :publisher
            and partition = :partition
            and position between :earliest and :latest
            and not check_needed""");
    private static final SqlStatement LOCK = SqlStatement.of("events.lock-position", """
            select coalesce(position, -1) as position, event_id
            from event_positions
            where publisher = :publisher
            and partition = :partition
            for update""");
    /** A partition begins where the calls ended. */
    private static final SqlStatement OPEN = SqlStatement.of("events.open-position", """
            insert into event_positions (publisher, partition, position, event_id)
            select
                :publisher, cast(:partition as int),
                coalesce((select position from event_positions where publisher = :publisher and partition = -1), 0),
                (select event_id from event_positions where publisher = :publisher and partition = -1)
            on conflict do nothing""");
    private static final SqlStatement CHECK_CALLS = SqlStatement.of("events.check-calls", """
            update event_positions
            set check_needed = true
            where publisher = :publisher
            and partition = -1""");
    /** Calls go on where the partitions ended: a change of the transport asks for topics without unread events. */
    private static final SqlStatement FOLD = SqlStatement.of("events.fold-partitions", """
            with partitions as (
                delete from event_positions
                where publisher = :publisher
                and partition >= 0
                returning position, event_id
            ),
            furthest as (
                select position, event_id
                from partitions
                order by position desc
                limit 1
            )
            update event_positions as calls
            set position = furthest.position, event_id = furthest.event_id
            from furthest
            where calls.publisher = :publisher
            and calls.partition = -1
            and coalesce(calls.position, -1) < furthest.position""");
    private static final SqlStatement MOVE = SqlStatement.of("events.move-position", """
            update event_positions
            set position = :number, event_id = :event_id, check_needed = :check_needed, moved_at = now()
            where publisher = :publisher
            and partition = :partition""");

    private PositionRepository() {}

    /** Moves the position to the end of the events if nothing is to be looked at before. @return whether it did */
    static boolean advance(Sql sql, Arrival arrival) {
        return sql.prepare(ADVANCE)
                .set("number", arrival.last().number())
                .set("event_id", arrival.last().event().id())
                .set("publisher", arrival.publisher())
                .set("partition", arrival.partition())
                .set("earliest", arrival.earliest())
                .set("latest", arrival.latest())
                .execute() == 1;
    }

    /** Locks the position until the end of the transaction. */
    static Position lock(Sql tx, Arrival arrival) {
        Position own = find(tx, arrival).orElseGet(() -> open(tx, arrival));
        boolean folded = arrival.isDirect() && tx.prepare(FOLD).set("publisher", arrival.publisher()).execute() == 1;
        return folded ? find(tx, arrival).orElseThrow() : own;
    }

    static void move(Sql tx, Arrival arrival, NumberedEvent to, boolean checkNeeded) {
        tx.prepare(MOVE)
                .set("number", to.number())
                .set("event_id", to.event().id())
                .set("check_needed", checkNeeded)
                .set("publisher", arrival.publisher())
                .set("partition", arrival.partition())
                .executeLater();
    }

    private static Position open(Sql tx, Arrival arrival) {
        tx.prepare(OPEN).set("publisher", arrival.publisher()).set("partition", arrival.partition()).execute();
        if (!arrival.isDirect()) {
            tx.prepare(CHECK_CALLS).set("publisher", arrival.publisher()).execute();
        }
        return find(tx, arrival).orElseThrow();
    }

    private static Optional<Position> find(Sql tx, Arrival arrival) {
        return tx.prepare(LOCK).set("publisher", arrival.publisher()).set("partition", arrival.partition()).first(PositionRepository::position);
    }

    private static Position position(Row row) {
        return new Position(row.number("position"), row.optionalUuid("event_id"));
    }
}
