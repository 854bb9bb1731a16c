package dev.martlet.platform.events.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.events.EventHandler;
import dev.martlet.platform.events.delivery.Birds;
import dev.martlet.platform.events.delivery.EventSettings;
import dev.martlet.platform.events.delivery.ModuleEvents;
import dev.martlet.platform.events.transport.Accepted;
import dev.martlet.platform.events.transport.EventIntake;
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
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class InboxTest {
    private static final EventSettings SETTINGS = Birds.settings(Map.of());
    private static final EventSettings QUICK = Birds.settings(
            Map.of("events.retry.initial.delay", "10ms", "events.retry.max.delay", "10ms", "events.retry.attempts", "2"));

    private final Birds birds = new Birds();
    private final Database database = birds.database("diary");
    private final UUID key = Ids.next();
    private final UUID otherKey = Ids.next();

    @AfterEach
    void close() throws Exception {
        birds.close();
    }

    @Test
    void anEventThatComesTwiceIsHandledOnce() {
        EventIntake intake = birds.diary(SETTINGS).intake();
        RawEvent event = Birds.raw(key, 1);

        assertThat(intake.accept(Birds.accept(event, event))).isEqualTo(new Accepted(1));
        assertThat(intake.accept(Birds.accept(event))).isEqualTo(new Accepted(0));
        intake.accept(Birds.accept(Birds.raw(key, 2)));

        await().untilAsserted(() -> assertThat(Birds.lines(database)).containsExactly(1L, 2L));
    }

    @Test
    void whatNobodyHandlesIsNotKept() {
        EventIntake intake = birds.diary(SETTINGS).intake();
        var unknown = new RawEvent(Ids.next(), "BirdFlown", key.toString(), Instant.now(), "{}");

        assertThat(intake.accept(Birds.accept(unknown))).isEqualTo(new Accepted(0));

        assertThat(count("true")).isZero();
    }

    @Test
    void membersOfThePayloadThatTheReaderDoesNotKnowAreIgnored() {
        var event = new RawEvent(Ids.next(), Birds.SEEN.name(), key.toString(), Instant.now(), "{\"number\": 7, \"colour\": {\"wing\": 1.10}}");

        birds.diary(SETTINGS).intake().accept(Birds.accept(event));

        await().untilAsserted(() -> assertThat(Birds.lines(database, key)).containsExactly(7L));
    }

    @Test
    void aKeyKeepsItsOrderWithManyWorkersInTwoProcesses() {
        EventSettings many = Birds.settings(Map.of("events.workers", "4"));
        EventHandler<Birds.Seen> dawdling = (tx, event) -> {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(2_000_000));
            Birds.writing().handle(tx, event);
        };
        EventIntake here = birds.diary(many, dawdling).intake();
        EventIntake there = birds.diary(many, dawdling).intake();
        List<UUID> keys = IntStream.range(0, 20).mapToObj(_ -> Ids.next()).toList();

        for (int number = 0; number < 40; number++) {
            int current = number;
            RawEvent[] events = keys.stream().map(each -> Birds.raw(each, current)).toArray(RawEvent[]::new);
            (number % 2 == 0 ? here : there).accept(Birds.accept(events));
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> count("status = 'DONE'") == 800);
        List<Long> inOrder = LongStream.range(0, 40).boxed().toList();
        assertThat(keys).allSatisfy(each -> assertThat(Birds.lines(database, each)).isEqualTo(inOrder));
    }

    @Test
    void aFailingEventMakesItsOwnKeyWaitAndNoOther() {
        EventIntake intake = birds.diary(Birds.settings(Map.of("events.retry.initial.delay", "1m")), failingFor(1)).intake();

        intake.accept(Birds.accept(Birds.raw(key, 1), Birds.raw(otherKey, 2), Birds.raw(key, 3), Birds.raw(otherKey, 4)));

        await().untilAsserted(() -> assertThat(Birds.lines(database, otherKey)).containsExactly(2L, 4L));
        await().until(() -> count("attempts = 1 and last_error = 'no room for 1' and next_attempt_at > now() + interval '40 seconds'") == 1);
        assertThat(Birds.lines(database, key)).isEmpty();
    }

    @Test
    void ofABatchOnlyTheFailingEventIsCharged() {
        EventSettings slow = Birds.settings(Map.of("events.retry.initial.delay", "1m"));
        RawEvent[] events = IntStream.range(0, 30).mapToObj(number -> Birds.raw(Ids.next(), number)).toArray(RawEvent[]::new);

        birds.diary(slow, failingFor(11, 17)).intake().accept(Birds.accept(events));

        await().until(() -> count("status = 'DONE' and attempts = 0") == 28);
        await().until(() -> count("status = 'READY' and attempts = 1") == 2);
        assertThat(Birds.lines(database)).hasSize(28);
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

        birds.diary(three, counting).intake().accept(Birds.accept(Birds.raw(key, 1), Birds.raw(key, 2)));

        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(Birds.lines(database, key)).containsExactly(2L));
        assertThat(count("status = 'DEAD' and attempts = 3 and last_error = 'no room'")).isEqualTo(1);
        assertThat(tries).hasSize(3);
        assertThat(Duration.between(tries.get(0), tries.get(1))).isGreaterThan(Duration.ofMillis(800));
        assertThat(Duration.between(tries.get(1), tries.get(2))).isGreaterThan(Duration.ofMillis(1600));
    }

    /** The database is there, or it could not be put on record: then it is the handler that takes too long, or waits for a lock for ever. */
    @Test
    void anEventWhoseHandlerTheDatabaseAlwaysCutsOffIsDeadInTheEnd() {
        birds.diary(QUICK, (_, _) -> {
            throw new DatabaseUnavailable("canceling statement due to statement timeout", null);
        }).intake().accept(Birds.accept(Birds.raw(key, 1)));

        await().atMost(Duration.ofSeconds(15)).until(() -> count("status = 'DEAD' and last_error like '%statement timeout'") == 1);
    }

    @Test
    void anErrorOfAHandlerStopsNoWorker() {
        birds.diary(QUICK, (tx, event) -> {
            if (event.payload().number() == 1) {
                throw new StackOverflowError();
            }
            Birds.writing().handle(tx, event);
        }).intake().accept(Birds.accept(Birds.raw(key, 1), Birds.raw(key, 2)));

        await().untilAsserted(() -> assertThat(Birds.lines(database, key)).containsExactly(2L));
    }

    @Test
    void whatAHandlerDidBeforeItsProcessDiedIsUndoneAndDoneAgainElsewhere() throws Exception {
        var underWay = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        Database dying = birds.database("diary");
        ModuleEvents diary = birds.diary(dying, SETTINGS, (tx, event) -> {
            Birds.writing().handle(tx, event);
            underWay.countDown();
            awaitEnd(never);
        }, new SimpleMeterRegistry());
        diary.start();
        diary.intake().accept(Birds.accept(Birds.raw(key, 1)));
        underWay.await();

        dying.close();
        birds.diary(SETTINGS);

        await().untilAsserted(() -> assertThat(Birds.lines(database, key)).containsExactly(1L));
        never.countDown();
        assertThat(count("status = 'DONE'")).isEqualTo(1);
    }

    @Test
    void anEventWhoseArrivalTheRelayNeverLearnedOfHasItsEffectOnce() {
        var lost = new AtomicInteger(2);
        EventIntake intake = birds.diary(SETTINGS).intake();
        Database nests = birds.database("nests");
        ModuleEvents publisher = birds.nests(nests, SETTINGS);
        publisher.relayTo("diary", events -> {
            intake.accept(events);
            if (lost.getAndDecrement() > 0) {
                throw new IllegalStateException("the answer is lost");
            }
        });
        publisher.start();

        IntStream.range(0, 3).forEach(number -> Birds.record(nests, Birds.seen(key, number)));

        await().atMost(Duration.ofSeconds(15)).until(() -> lost.get() < 0);
        await().untilAsserted(() -> assertThat(Birds.lines(database, key)).containsExactly(0L, 1L, 2L));
    }

    /** A batch that fails is handled again one by one; a dead may have been sent again in between. */
    @Test
    void anEventIsNotTakenAgainBeforeAnEarlierOneThatIsBackFromTheDead() {
        new AdHocSql(database.sql()).execute("""
                insert into inbox (event_id, publisher, type, key, occurred_at, payload, status, next_attempt_at)
                select gen_random_uuid(), 'nests', 'BirdSeen', 'k', now(), '{}', 'READY', 'infinity'
                from generate_series(1, 2)
                """);
        var later = new InboxRow(2, 0, "nests", Birds.raw(key, 2));

        assertThat(InboxRepository.takeAgain(database.sql(), later)).isEmpty();

        new AdHocSql(database.sql()).execute("update inbox set status = 'DONE' where seq = 1");
        assertThat(InboxRepository.takeAgain(database.sql(), later)).isPresent();
    }

    private static EventHandler<Birds.Seen> failingFor(Integer... numbers) {
        return (tx, event) -> {
            Birds.writing().handle(tx, event);
            if (Arrays.asList(numbers).contains(event.payload().number())) {
                throw new IllegalStateException("no room for " + event.payload().number());
            }
        };
    }

    private static void awaitEnd(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private long count(String condition) {
        return new AdHocSql(database.sql()).first("select count(*) as found from inbox where " + condition, row -> row.number("found")).orElseThrow();
    }
}
