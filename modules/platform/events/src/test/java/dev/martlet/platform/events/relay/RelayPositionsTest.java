package dev.martlet.platform.events.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.events.delivery.Birds;
import dev.martlet.platform.events.delivery.EventSettings;
import dev.martlet.platform.events.delivery.ModuleEvents;
import dev.martlet.platform.events.transport.EventBatch;
import dev.martlet.platform.events.transport.IntakeOutcome;
import dev.martlet.platform.events.transport.IntakeOutcome.Handled;
import dev.martlet.platform.events.transport.IntakeOutcome.Refused;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A subscriber whose position is another than the relay takes it to be. */
final class RelayPositionsTest {
    private static final EventSettings SETTINGS = Birds.settings(Map.of());

    private final Birds birds = new Birds();
    private final Database nests = birds.database("nests");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Long> handled = new CopyOnWriteArrayList<>();
    private long position;
    private Optional<UUID> eventId = Optional.empty();

    @AfterEach
    void close() throws Exception {
        birds.close();
    }

    @Test
    void aSubscriberThatHasHandledMoreIsSentWhatComesAfterwards() {
        record(5);
        at(3, eventId(3));
        relay();

        await().untilAsserted(() -> assertThat(handled).containsExactly(4L, 5L));
        await().until(() -> saved() == 5);
    }

    /** As after its database was restored from a backup. */
    @Test
    void aSubscriberThatHasHandledLessIsSentItAgain() {
        record(5);
        try (var session = RelaySession.open(nests)) {
            session.move("diary", 4);
        }
        at(2, eventId(2));
        relay();

        await().untilAsserted(() -> assertThat(handled).containsExactly(3L, 4L, 5L));
        await().until(() -> saved() == 5);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 4, 5})
    void aSubscriberIsAskedWhereItIsEvenIfNoNewEventComes(long number) {
        record(5);
        try (var session = RelaySession.open(nests)) {
            session.move("diary", 5);
        }
        at(number, eventId(number));
        relay();

        await().untilAsserted(() -> assertThat(handled).containsExactlyElementsOf(LongStream.rangeClosed(number + 1, 5).boxed().toList()));
        await().until(() -> position() == 5 && saved() == 5);
    }

    @Test
    void aSubscriberThatIsAheadIsFoundBeforeANewEventComes() {
        record(3);
        try (var session = RelaySession.open(nests)) {
            session.move("diary", 3);
        }
        at(9, Ids.next());
        ModuleEvents publisher = relay();

        await().until(() -> publisher.halted().equals(List.of("diary")));
    }

    /** As after the database of its publisher was restored from a backup: with fewer events, or with others by the same numbers. */
    @ParameterizedTest
    @ValueSource(longs = {2, 4, 9})
    void aSubscriberThatHasHandledWhatTheOutboxDoesNotHaveGetsNothingUntilItIsMended(long number) {
        record(3);
        at(number, Ids.next());
        ModuleEvents publisher = relay();

        await().until(() -> publisher.halted().equals(List.of("diary")));
        assertThat(meters.get("martlet.events.halted").tag("subscriber", "diary").gauge().value()).isEqualTo(1);
        assertThat(handled).isEmpty();

        at(0, null);
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(handled).containsExactly(1L, 2L, 3L));
        await().until(() -> publisher.halted().isEmpty());
    }

    @Test
    void aNumberThatIsNotKeptAnyMoreIsNoReasonToHalt() {
        record(3);
        at(2, eventId(2));
        new AdHocSql(nests.sql()).execute("delete from outbox where id <= 2");
        relay();

        await().untilAsserted(() -> assertThat(handled).containsExactly(3L));
    }

    @Test
    void thePositionIsSavedOnceASecond() {
        var statements = new SimpleMeterRegistry();
        Database measured = birds.database("nests", statements);
        var publisher = birds.nests(measured, SETTINGS);
        publisher.relayTo("diary", this::handle);
        publisher.start();
        long begin = System.nanoTime();

        for (int count = 1; count <= 20; count++) {
            int sent = count;
            Birds.record(measured, Birds.seen(Ids.next(), count));
            await().until(() -> handled.size() == sent);
        }

        await().until(() -> saved() == 20);
        assertThat(Birds.statements(statements, "events.move")).isBetween(1L, 1 + Duration.ofNanos(System.nanoTime() - begin).toSeconds());
    }

    private ModuleEvents relay() {
        var publisher = birds.nests(nests, SETTINGS, meters);
        publisher.relayTo("diary", this::handle);
        publisher.start();
        return publisher;
    }

    private synchronized long position() {
        return position;
    }

    private synchronized void at(long number, UUID id) {
        position = number;
        eventId = Optional.ofNullable(id);
    }

    private synchronized IntakeOutcome handle(EventBatch batch) {
        if (batch.follows() != position) {
            return new Refused(position, eventId);
        }
        at(batch.end(), batch.events().getLast().event().id());
        batch.events().forEach(event -> handled.add(event.number()));
        return new Handled(batch.end());
    }

    private void record(int count) {
        IntStream.range(0, count).forEach(number -> Birds.record(nests, Birds.seen(Ids.next(), number)));
    }

    private UUID eventId(long number) {
        return new AdHocSql(nests.sql()).first("select event_id from outbox where id = ?", row -> row.uuid("event_id"), number).orElseThrow();
    }

    private long saved() {
        return new AdHocSql(nests.sql()).first("select position from outbox_positions", row -> row.number("position")).orElse(0L);
    }
}
