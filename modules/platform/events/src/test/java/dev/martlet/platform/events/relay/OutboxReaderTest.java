package dev.martlet.platform.events.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.events.EventType;
import dev.martlet.platform.events.delivery.Birds;
import dev.martlet.platform.events.transport.NumberedEvent;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OutboxReaderTest {
    private static final String SOME_EVENT = """
            {"id": "%s", "type": "BirdSeen", "key": "k", "occurredAt": "2026-01-01T00:00:00Z", "payload": {"number": %d}}""";

    private final Birds birds = new Birds();
    private final Database nests = birds.database("nests");
    private RelaySession session;
    private OutboxReader reader;

    @BeforeEach
    void open() throws SQLException {
        session = birds.closing(RelaySession.open(nests));
        reader = new OutboxReader(session, 0);
    }

    @AfterEach
    void close() throws Exception {
        birds.close();
    }

    @Test
    void eventsAreReadInTheOrderOfTheirRecording() throws SQLException {
        IntStream.range(0, 5).forEach(number -> Birds.record(nests, Birds.seen(Ids.next(), number)));

        assertThat(numbers(settled())).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void anEventThatCommitsLateIsWaitedFor() throws SQLException {
        var late = transaction();
        record(late, 1);
        Birds.record(nests, Birds.seen(Ids.next(), 2));
        assertNothingIsReadYet();

        late.commit();

        assertThat(numbers(settled())).containsExactly(1, 2);
    }

    @Test
    void aLateEventIsWaitedForThoughItsTransactionIsTheYounger() throws SQLException {
        var elder = transaction();
        run(elder, "select pg_current_xact_id()");
        var late = transaction();
        record(late, 1);
        record(elder, 2);
        elder.commit();
        assertNothingIsReadYet();

        late.commit();

        assertThat(numbers(settled())).containsExactly(1, 2);
    }

    @Test
    void anEventThatWasRolledBackIsPassed() throws SQLException {
        var late = transaction();
        record(late, 1);
        Birds.record(nests, Birds.seen(Ids.next(), 2));
        assertNothingIsReadYet();

        late.rollback();

        assertThat(numbers(settled())).containsExactly(2);
    }

    @Test
    void whatCameBeforeTheGapIsNotHeldUp() throws SQLException {
        Birds.record(nests, Birds.seen(Ids.next(), 1));
        var late = transaction();
        record(late, 2);
        Birds.record(nests, Birds.seen(Ids.next(), 3));

        OutboxReader.Batch batch = reader.next();

        assertThat(numbers(batch.events())).containsExactly(1);
        assertThat(batch.waits()).isTrue();
    }

    @Test
    void aLongTransactionThatRecordsNothingHoldsUpNothing() throws SQLException {
        run(transaction(), "select pg_current_xact_id()");
        var undone = transaction();
        record(undone, 1);
        undone.rollback();
        Birds.record(nests, Birds.seen(Ids.next(), 2));

        assertThat(numbers(settled())).containsExactly(2);
    }

    @Test
    void aBatchIsBounded() throws SQLException {
        IntStream.range(0, RelaySession.MOST_EVENTS + 1).forEach(number -> Birds.record(nests, Birds.seen(Ids.next(), number)));
        assertThat(settled()).hasSize(RelaySession.MOST_EVENTS);

        var wide = new EventType<>("nests", "Wide", String.class);
        reader.moveTo(RelaySession.MOST_EVENTS + 1);
        IntStream.range(0, 4).forEach(_ -> Birds.record(nests, Event.of(wide, Ids.next(), Instant.now(), "x".repeat(400_000))));
        assertThat(settled()).hasSize(2);
    }

    @Test
    void anEventThatIsLargerThanABatchMayBeIsABatchOfItsOwn() throws SQLException {
        var wide = new EventType<>("nests", "Wide", String.class);
        IntStream.range(0, 2).forEach(_ -> Birds.record(nests, Event.of(wide, Ids.next(), Instant.now(), "x".repeat(1_000_000))));
        assertThat(settled()).hasSize(1);
    }

    @Test
    void withManyWritersNothingIsSkippedAndEachKeyKeepsItsOrder() throws Exception {
        new AdHocSql(nests.sql()).execute("drop table if exists counters");
        new AdHocSql(nests.sql()).execute("create table counters as select cast(key as text) as key, 0 as number from generate_series(1, 8) as key");
        var running = new AtomicInteger(6);
        List<Thread> writers = IntStream.range(0, 6).mapToObj(_ -> Thread.ofVirtual().start(() -> {
            IntStream.range(0, 150).forEach(_ -> countOne());
            running.decrementAndGet();
        })).toList();

        var read = new ArrayList<NumberedEvent>();
        boolean last = false;
        while (!last) {
            last = running.get() == 0;
            for (OutboxReader.Batch batch = reader.next(); !batch.events().isEmpty() || batch.waits(); batch = reader.next()) {
                read.addAll(batch.events());
                reader.moveTo(read.isEmpty() ? 0 : read.getLast().number());
            }
        }
        for (Thread writer : writers) {
            writer.join();
        }

        assertThat(read).extracting(NumberedEvent::number).isSorted().doesNotHaveDuplicates();
        Map<String, Integer> counted = new HashMap<>();
        for (NumberedEvent row : read) {
            assertThat(number(row)).as(row.event().key()).isEqualTo(counted.getOrDefault(row.event().key(), 0) + 1);
            counted.put(row.event().key(), number(row));
        }
        new AdHocSql(nests.sql()).list("select key, number from counters where number > 0", row -> assertThat(counted)
                .containsEntry(row.text("key"), (int) row.number("number")));
    }

    /** A change of one aggregate with its event; sometimes slow, sometimes undone. */
    private void countOne() {
        var random = ThreadLocalRandom.current();
        try {
            Transactions.run(nests, tx -> {
                String key = String.valueOf(random.nextInt(1, 9));
                long number = new AdHocSql(tx).first("update counters set number = number + 1 where key = ? returning number", row -> row.number("number"), key)
                        .orElseThrow();
                var event = new Event<>(Ids.next(), "BirdSeen", key, Instant.now(), new Birds.Seen((int) number), 0);
                Birds.outbox(nests).record(tx, event);
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(5_000)));
                if (random.nextInt(5) == 0) {
                    throw new Undone();
                }
                return number;
            });
        } catch (Undone _) {
            // As meant.
        }
    }

    private void assertNothingIsReadYet() throws SQLException {
        for (int look = 0; look < 3; look++) {
            OutboxReader.Batch batch = reader.next();
            assertThat(batch.events()).isEmpty();
            assertThat(batch.waits()).isTrue();
        }
    }

    /** A gap whose owners have gone takes one more look. */
    private List<NumberedEvent> settled() throws SQLException {
        OutboxReader.Batch batch = reader.next();
        return batch.waits() && batch.events().isEmpty() ? reader.next().events() : batch.events();
    }

    private Connection transaction() throws SQLException {
        Connection connection = birds.closing(nests.dedicated("test"));
        connection.setAutoCommit(false);
        return connection;
    }

    private static void record(Connection connection, int number) throws SQLException {
        run(connection, "select record_event('" + SOME_EVENT.formatted(UUID.randomUUID(), number) + "')");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<Integer> numbers(List<NumberedEvent> rows) {
        return rows.stream().map(OutboxReaderTest::number).toList();
    }

    private static int number(NumberedEvent row) {
        return Integer.parseInt(row.event().payload().replaceAll("\\D", ""));
    }

    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
