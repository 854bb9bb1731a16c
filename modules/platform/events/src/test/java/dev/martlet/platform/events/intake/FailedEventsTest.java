package dev.martlet.platform.events.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.events.EventHandler;
import dev.martlet.platform.events.delivery.Birds;
import dev.martlet.platform.events.delivery.EventSettings;
import dev.martlet.platform.events.transport.EventBatch;
import dev.martlet.platform.events.transport.EventIntake;
import dev.martlet.platform.events.transport.IntakeOutcome;
import dev.martlet.platform.events.transport.IntakeOutcome.Handled;
import dev.martlet.platform.events.transport.RawEvent;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.DatabaseUnavailable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events whose handler fails, and those behind them. */
final class FailedEventsTest {
    private static final EventSettings SLOW = Birds.settings(Map.of("events.retry.initial.delay", "1m"));
    private static final EventSettings QUICK = Birds.settings(
            Map.of("events.retry.initial.delay", "10ms", "events.retry.max.delay", "10ms", "events.retry.attempts", "2"));

    private final Birds birds = new Birds();
    private final Database database = birds.database("diary");
    private final UUID key = Ids.next();
    private final UUID otherKey = Ids.next();
    private volatile boolean full = true;

    @AfterEach
    void close() throws Exception {
        birds.close();
    }

    @Test
    void aFailingEventMakesItsOwnKeyWaitAndNoOther() {
        EventIntake intake = birds.diary(SLOW, failingFor(1)).intake();

        intake.handleEvents(Birds.batch(0, Birds.raw(key, 1), Birds.raw(otherKey, 2), Birds.raw(key, 3), Birds.raw(otherKey, 4)));
        assertThat(intake.handleEvents(Birds.batch(4, Birds.raw(key, 5), Birds.raw(otherKey, 6)))).isEqualTo(new Handled(6));

        assertThat(Birds.lines(database)).containsExactly(2L, 4L, 6L);
        assertThat(count("number = 1 and attempts = 1 and last_error = 'no room for 1' and next_attempt_at > now() + interval '40 seconds'")).isEqualTo(1);
        assertThat(count("number in (3, 5) and attempts = 0 and status = 'WAITING'")).isEqualTo(2);
    }

    @Test
    void ofABatchOnlyTheFailingEventIsCharged() {
        RawEvent[] events = IntStream.range(0, 30).mapToObj(number -> Birds.raw(Ids.next(), number)).toArray(RawEvent[]::new);

        assertThat(birds.diary(SLOW, failingFor(11, 17)).intake().handleEvents(Birds.batch(0, events))).isEqualTo(new Handled(30));

        assertThat(count("true")).isEqualTo(count("status = 'WAITING' and attempts = 1")).isEqualTo(2);
        assertThat(Birds.lines(database)).hasSize(28);
    }

    @Test
    void aKeyGoesOnInOrderWhenItsEventSucceedsInTheEnd() {
        EventIntake intake = birds.diary(Birds.settings(Map.of("events.retry.initial.delay", "10ms")), (tx, event) -> {
            if (full) {
                throw new IllegalStateException("no room");
            }
            Birds.writing().handle(tx, event);
        }).intake();
        intake.handleEvents(Birds.batch(0, Birds.raw(key, 1), Birds.raw(key, 2)));
        full = false;
        intake.handleEvents(Birds.batch(2, Birds.raw(key, 3)));

        await().untilAsserted(() -> assertThat(Birds.lines(database, key)).containsExactly(1L, 2L, 3L));
        await().until(() -> count("true") == 0);
        intake.handleEvents(Birds.batch(3, Birds.raw(key, 4)));
        assertThat(Birds.lines(database, key)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(isCheckNeeded()).isFalse();
    }

    /** Two processes, whose handlers fail now and then. */
    @Test
    void aKeyKeepsItsOrderWithManyWorkersInTwoProcesses() {
        EventSettings many = Birds.settings(Map.of(
                "events.workers", "4", "events.retry.initial.delay", "10ms", "events.retry.max.delay", "10ms", "events.retry.attempts", "100"));
        EventHandler<Birds.Seen> unreliable = (tx, event) -> {
            Birds.writing().handle(tx, event);
            if (ThreadLocalRandom.current().nextInt(50) == 0) {
                throw new IllegalStateException("no room now");
            }
        };
        List<EventIntake> intakes = List.of(birds.diary(many, unreliable).intake(), birds.diary(many, unreliable).intake());
        List<UUID> keys = IntStream.range(0, 20).mapToObj(_ -> Ids.next()).toList();

        long position = 0;
        for (int number = 0; number < 40; number++) {
            int current = number;
            RawEvent[] events = keys.stream().map(each -> Birds.raw(each, current)).toArray(RawEvent[]::new);
            assertThat(intakes.get(number % 2).handleEvents(Birds.batch(position, events))).isEqualTo(new Handled(position += 20));
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> Birds.lines(database).size() == 800);
        List<Long> inOrder = LongStream.range(0, 40).boxed().toList();
        assertThat(keys).allSatisfy(each -> assertThat(Birds.lines(database, each)).isEqualTo(inOrder));
    }

    @Test
    void aFailingEventIsTriedAgainAfterGrowingPausesAndThenParkedWhileItsKeyGoesOn() {
        var tries = new CopyOnWriteArrayList<Instant>();
        EventSettings three = Birds.settings(Map.of("events.retry.attempts", "3"));
        EventHandler<Birds.Seen> counting = (tx, event) -> {
            if (event.payload().number() == 1) {
                tries.add(Instant.now());
                throw new IllegalStateException("no room");
            }
            Birds.writing().handle(tx, event);
        };

        birds.diary(three, counting).intake().handleEvents(Birds.batch(0, Birds.raw(key, 1)));
        birds.diary(three, counting).intake().handleEvents(Birds.batch(1, Birds.raw(key, 2)));

        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(Birds.lines(database, key)).containsExactly(2L));
        assertThat(count("status = 'DEAD' and attempts = 3 and last_error = 'no room'")).isEqualTo(1);
        assertThat(tries).hasSize(3);
        assertThat(Duration.between(tries.get(0), tries.get(1))).isGreaterThan(Duration.ofMillis(800));
        assertThat(Duration.between(tries.get(1), tries.get(2))).isGreaterThan(Duration.ofMillis(1600));
    }

    /** The database is there, or it could not be put on record: then it is the handler that takes too long, or waits for a lock for ever. */
    @Test
    void anEventWhoseHandlerTheDatabaseAlwaysCutsOffIsDeadInTheEnd() {
        EventIntake intake = birds.diary(QUICK, (tx, event) -> {
            if (event.payload().number() == 1) {
                throw new DatabaseUnavailable("canceling statement due to statement timeout", null);
            }
            Birds.writing().handle(tx, event);
        }).intake();

        assertThat(repeat(intake, Birds.batch(0, Birds.raw(key, 1), Birds.raw(otherKey, 2)))).isEqualTo(new Handled(2));

        assertThat(Birds.lines(database)).containsExactly(2L);
        await().atMost(Duration.ofSeconds(15)).until(() -> count("status = 'DEAD' and last_error like '%statement timeout'") == 1);
    }

    @Test
    void anErrorOfAHandlerStopsNothing() {
        birds.diary(QUICK, (tx, event) -> {
            if (event.payload().number() == 1) {
                throw new StackOverflowError();
            }
            Birds.writing().handle(tx, event);
        }).intake().handleEvents(Birds.batch(0, Birds.raw(key, 1), Birds.raw(key, 2)));

        await().untilAsserted(() -> assertThat(Birds.lines(database, key)).containsExactly(2L));
    }

    /** By way of a broker, into which others can write. */
    @Test
    void anEventThatPostgresqlCannotStoreAsItsHandlerWantsIsKept() {
        var event = new RawEvent(Ids.next(), Birds.SEEN.name(), key.toString(), Instant.now(), "{\"number\": 1, \"note\": \"\\u0000\"}");
        EventIntake intake = birds.diary(SLOW, failingFor(1)).intake();

        assertThat(intake.handleEvents(Birds.batch(0, event))).isEqualTo(new Handled(1));

        assertThat(count("number = 1")).isEqualTo(1);
    }

    /** As a process leaves it that dies while it tries. */
    @Test
    void anEventWhoseAttemptNeverEndedIsTriedAgainWhenItsLeaseIsOver() {
        var resting = birds.diary(database, SLOW, failingFor(1), new SimpleMeterRegistry());
        resting.intake().handleEvents(Birds.batch(0, Birds.raw(key, 1)));
        new AdHocSql(database.sql()).execute("update failed_events set next_attempt_at = now()");
        var types = new String[] {Birds.SEEN.name()};
        assertThat(FailedEventRepository.take(database.sql(), types, Duration.ofSeconds(1))).isPresent();
        assertThat(FailedEventRepository.take(database.sql(), types, Duration.ofSeconds(1))).isEmpty();

        FailedEvent taken = await().until(() -> FailedEventRepository.take(database.sql(), types, Duration.ofMinutes(1)), Optional::isPresent).orElseThrow();

        assertThat(taken.attempts()).isEqualTo(3);
    }

    private static EventHandler<Birds.Seen> failingFor(Integer... numbers) {
        return (tx, event) -> {
            Birds.writing().handle(tx, event);
            if (Arrays.asList(numbers).contains(event.payload().number())) {
                throw new IllegalStateException("no room for " + event.payload().number());
            }
        };
    }

    /** As a relay does. */
    private static IntakeOutcome repeat(EventIntake intake, EventBatch batch) {
        return await().ignoreExceptionsInstanceOf(DatabaseUnavailable.class).until(() -> intake.handleEvents(batch), Handled.class::isInstance);
    }

    private boolean isCheckNeeded() {
        return new AdHocSql(database.sql()).first("select check_needed from event_positions", row -> row.flag("check_needed")).orElseThrow();
    }

    private long count(String condition) {
        return new AdHocSql(database.sql()).first("select count(*) as found from failed_events where " + condition, row -> row.number("found")).orElseThrow();
    }
}
