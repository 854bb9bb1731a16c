package dev.martlet.platform.events.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.calls.CallRejected;
import dev.martlet.platform.core.Ids;
import dev.martlet.platform.embedded.EmbeddedPostgres;
import dev.martlet.platform.events.delivery.Birds;
import dev.martlet.platform.events.delivery.EventSettings;
import dev.martlet.platform.events.delivery.ModuleEvents;
import dev.martlet.platform.events.transport.EventBatch;
import dev.martlet.platform.events.transport.EventTransport;
import dev.martlet.platform.events.transport.IntakeOutcome;
import dev.martlet.platform.events.transport.IntakeOutcome.Handled;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.DatabaseUnavailable;
import dev.martlet.platform.sql.SqlFailure;
import dev.martlet.platform.sql.migration.Migrations;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.sql.session.Migrate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutboxRelayTest {
    private static final EventSettings SETTINGS = Birds.settings(Map.of());

    private static final String RECORD = """
            select record_event(jsonb_build_object('id', gen_random_uuid(), 'type', 'BirdSeen', 'key', 'k', 'occurredAt', now(), 'payload', %d))
            """;

    private final Birds birds = new Birds();
    private final Database nests = birds.database("nests");
    private final List<String> carried = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        birds.close();
    }

    @Test
    void aSubscriberThatRefusesDelaysNoOther() {
        var publisher = birds.nests(nests, SETTINGS);
        publisher.relayTo("away", _ -> {
            throw new CallRejected("unreachable");
        });
        publisher.relayTo("diary", this::keep);
        publisher.start();

        record(1, 3);

        await().untilAsserted(() -> assertThat(carried).containsExactly("1", "2", "3"));
        assertThat(position("away")).isZero();
    }

    @Test
    void eventsInQuickSuccessionAreCarriedTogether() {
        var calls = new CopyOnWriteArrayList<Long>();
        var publisher = birds.nests(nests, SETTINGS);
        publisher.relayTo("diary", request -> {
            calls.add(System.nanoTime());
            return keep(request);
        });
        publisher.start();

        record(1, 200);

        await().untilAsserted(() -> assertThat(carried).hasSize(200));
        assertThat(calls).hasSizeGreaterThan(1);
        for (int call = 1; call < calls.size(); call++) {
            assertThat(calls.get(call) - calls.get(call - 1)).isGreaterThan(Duration.ofMillis(20).toNanos());
        }
    }

    @Test
    void aSubscriberThatIsBackGetsWhatItMissed() {
        var refusals = new LinkedBlockingQueue<>(List.of("no"));
        var publisher = birds.nests(nests, SETTINGS);
        publisher.relayTo("diary", events -> {
            if (refusals.poll() != null) {
                throw new CallRejected("not yet");
            }
            return keep(events);
        });
        publisher.start();

        record(1, 3);

        await().untilAsserted(() -> assertThat(carried).containsExactly("1", "2", "3"));
    }

    @Test
    void aNewSubscriberGetsTheEventsThatAreStillKept() {
        record(1, 3);

        publisher(nests);

        await().untilAsserted(() -> assertThat(carried).containsExactly("1", "2", "3"));
    }

    @Test
    void aDestinationThatStandsForOthersBeginsWhereTheOneIsThatHasTheLeast() throws SQLException {
        record(1, 5);
        try (var session = RelaySession.open(nests)) {
            session.move("diary", ids().get(2));
            session.move("album", ids().get(3));
        }
        var publisher = birds.nests(nests, SETTINGS);
        publisher.relayTo("broker", broker(), List.of("diary", "album"));
        publisher.start();

        await().untilAsserted(() -> assertThat(carried).containsExactly("4", "5"));
    }

    @Test
    void aDestinationThatStandsForOneThatHasNothingBeginsAtTheOldest() throws SQLException {
        record(1, 3);
        try (var session = RelaySession.open(nests)) {
            session.move("album", ids().get(1));
        }
        var publisher = birds.nests(nests, SETTINGS);
        publisher.relayTo("broker", broker(), List.of("diary", "album"));
        publisher.start();

        await().untilAsserted(() -> assertThat(carried).containsExactly("1", "2", "3"));
    }

    @Test
    void whatAnotherProcessRecordsIsCarriedWithoutWaitingForALook() throws InterruptedException {
        BlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();
        var leader = birds.nests(nests, SETTINGS);
        leader.relayTo("diary", batch -> {
            arrivals.add(System.nanoTime());
            return new Handled(batch.end());
        });
        leader.start();
        record(0, 0);
        assertThat(arrivals.poll(10, TimeUnit.SECONDS)).isNotNull();
        Database other = birds.database("nests");
        publisher(other);
        await().until(() -> listeners() == 1);

        List<Long> times = new ArrayList<>();
        for (int number = 1; number <= 20; number++) {
            Birds.record(other, Birds.seen(Ids.next(), number));
            long recorded = System.nanoTime();
            times.add(arrivals.poll(10, TimeUnit.SECONDS) - recorded);
        }

        Collections.sort(times);
        assertThat(Duration.ofNanos(times.get(10))).isLessThan(Duration.ofMillis(100));
    }

    @Test
    void anotherProcessTakesOverFromALeaderThatStops() {
        var first = publisher(nests);
        record(1, 1);
        await().untilAsserted(() -> assertThat(carried).containsExactly("1"));
        publisher(birds.database("nests"));

        first.close();
        record(2, 3);

        await().atMost(Duration.ofSeconds(4)).untilAsserted(() -> assertThat(carried.stream().distinct()).containsExactly("1", "2", "3"));
    }

    @Test
    void eventsGoOnWhenTheLeadersConnectionIsKilled() throws SQLException {
        publisher(nests);
        record(1, 1);
        await().untilAsserted(() -> assertThat(carried).containsExactly("1"));
        publisher(birds.database("nests"));

        birds.killLeader();
        record(2, 3);

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(carried.stream().distinct()).containsExactly("1", "2", "3"));
        await().untilAsserted(() -> assertThat(position("diary")).isEqualTo(3));
    }

    @Test
    void onlyOneSessionLeadsAndALostOneMovesNothing() throws SQLException {
        var first = birds.closing(RelaySession.open(nests));
        var second = birds.closing(RelaySession.open(nests));
        assertThat(first.lead("nests")).isTrue();
        assertThat(second.lead("nests")).isFalse();

        birds.killLeader();

        assertThatThrownBy(() -> first.move("diary", 7)).isInstanceOfAny(DatabaseUnavailable.class, SqlFailure.class);
        assertThat(second.lead("nests")).isTrue();
        assertThat(position("diary")).isZero();
    }

    /** As a process that was stopped, or whose host stalls: its connection stays open, and its kernel acknowledges what it is sent. */
    @Test
    void aLeaderThatHangsIsReplacedAndMovesNothingWhenItWakesUp() throws SQLException {
        var hanging = birds.closing(RelaySession.open(nests));
        assertThat(hanging.lead("nests")).isTrue();
        record(1, 2);
        publisher(birds.database("nests"));

        await().atMost(Duration.ofSeconds(12)).untilAsserted(() -> assertThat(carried).containsExactly("1", "2"));

        assertThatThrownBy(() -> hanging.move("diary", 7)).isInstanceOfAny(DatabaseUnavailable.class, SqlFailure.class);
        await().until(() -> position("diary") == 2);
    }

    @Test
    void aLeaderWithNothingToDoStays() {
        publisher(nests);
        record(1, 1);
        await().untilAsserted(() -> assertThat(carried).containsExactly("1"));
        String session = leader();

        await().pollDelay(RelaySession.LONGEST_SILENCE.plusSeconds(2)).atMost(Duration.ofSeconds(15)).untilAsserted(() ->
                assertThat(leader()).isEqualTo(session));
    }

    @Test
    void aStandbyHasNoLeader(@TempDir Path directory) throws Exception {
        EmbeddedPostgres primary = EmbeddedPostgres.start(directory);
        Migrations.apply(settings(primary), "nests");
        primary.close();
        Files.createFile(directory.resolve("data/standby.signal"));
        EmbeddedPostgres standby = EmbeddedPostgres.start(directory);
        try (var database = Database.open(settings(standby), "nests", new SimpleMeterRegistry()); var session = RelaySession.open(database)) {
            assertThat(session.lead("nests")).isFalse();
        } finally {
            standby.close();
        }
    }

    /** As after a change to a server that had not yet received the last transactions: it gives their ids once more. */
    @Test
    void whatWasSettledInALostSessionIsNotBelievedInTheNext() throws SQLException {
        Connection undone = transaction();
        run(undone, RECORD.formatted(1));
        record(2, 4);
        publisher(nests);
        undone.rollback();
        await().until(() -> position("diary") == 4);

        var other = birds.closing(RelaySession.open(nests));
        await().until(() -> {
            birds.killLeader();
            return other.lead("nests");
        });
        new AdHocSql(nests.sql()).execute("truncate outbox, outbox_positions restart identity");
        carried.clear();
        record(11, 11);
        Connection late = transaction();
        run(late, RECORD.formatted(12));
        record(13, 13);
        other.close();

        await().until(() -> position("diary") > 0);
        assertThat(position("diary")).isEqualTo(1);
        late.commit();
        await().untilAsserted(() -> assertThat(carried).containsExactly("11", "12", "13"));
    }

    @Test
    void aLeaderThatStopsLeavesItsPositionToTheNext() {
        var first = publisher(nests);
        record(1, 3);
        await().untilAsserted(() -> assertThat(carried).hasSize(3));

        first.close();

        assertThat(position("diary")).isEqualTo(3);
    }

    private ModuleEvents publisher(Database database) {
        var publisher = birds.nests(database, SETTINGS);
        publisher.relayTo("diary", this::keep);
        publisher.start();
        return publisher;
    }

    /** Takes what comes, and knows nothing of positions. */
    private EventTransport broker() {
        return new EventTransport() {
            @Override
            public IntakeOutcome carry(EventBatch batch) {
                return keep(batch);
            }

            @Override
            public boolean answersPosition() {
                return false;
            }
        };
    }

    private IntakeOutcome keep(EventBatch batch) {
        batch.events().forEach(event -> carried.add(event.event().payload().replaceAll("\\D", "")));
        return new Handled(batch.end());
    }

    private void record(int first, int last) {
        IntStream.rangeClosed(first, last).forEach(number -> Birds.record(nests, Birds.seen(Ids.next(), number)));
    }

    private List<Long> ids() {
        return new AdHocSql(nests.sql()).list("select id from outbox order by id", row -> row.number("id"));
    }

    private Connection transaction() throws SQLException {
        Connection connection = birds.closing(nests.dedicated("test"));
        connection.setAutoCommit(false);
        return connection;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static DatabaseSettings settings(EmbeddedPostgres postgres) {
        return new DatabaseSettings(Optional.empty(), Optional.empty(), Optional.empty(), 2, false, Migrate.START)
                .at(postgres.url(), postgres.username(), postgres.password());
    }

    private long position(String subscriber) {
        return new AdHocSql(nests.sql()).first("select position from outbox_positions where subscriber = ?", row -> row.number("position"), subscriber)
                .orElse(0L);
    }

    private String leader() {
        return new AdHocSql(nests.sql()).first("""
                select string_agg(cast(pid as text), ',') as pids
                from pg_locks
                where locktype = 'advisory'
                and granted
                and database = (select oid from pg_database where datname = current_database())
                """, row -> row.text("pids")).orElseThrow();
    }

    private long listeners() {
        return new AdHocSql(nests.sql()).first("""
                select count(*) as found
                from pg_stat_activity
                where application_name = 'martlet-nests-listen'
                and datname = current_database()
                """, row -> row.number("found")).orElseThrow();
    }
}
