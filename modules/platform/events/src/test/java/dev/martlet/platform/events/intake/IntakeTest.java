package dev.martlet.platform.events.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.events.EventHandler;
import dev.martlet.platform.events.delivery.Birds;
import dev.martlet.platform.events.delivery.EventSettings;
import dev.martlet.platform.events.delivery.ModuleEvents;
import dev.martlet.platform.events.transport.EventBatch;
import dev.martlet.platform.events.transport.EventIntake;
import dev.martlet.platform.events.transport.IntakeOutcome.Handled;
import dev.martlet.platform.events.transport.IntakeOutcome.Refused;
import dev.martlet.platform.events.transport.RawEvent;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.DatabaseUnavailable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches of events that arrive at a subscriber, and its position. What fails is in {@link FailedEventsTest}. */
final class IntakeTest {
    private static final EventSettings SETTINGS = Birds.settings(Map.of());

    private final Birds birds = new Birds();
    private final Database database = birds.database("diary");
    private final UUID key = Ids.next();

    @AfterEach
    void close() throws Exception {
        birds.close();
    }

    @Test
    void anEventThatComesTwiceIsHandledOnce() {
        EventIntake intake = birds.diary(SETTINGS).intake();
        RawEvent[] events = {Birds.raw(key, 1), Birds.raw(key, 2), Birds.raw(key, 3)};

        assertThat(intake.handleEvents(Birds.batch(0, events[0], events[1]))).isEqualTo(new Handled(2));
        assertThat(intake.handleEvents(Birds.batch(0, events[0], events[1]))).isEqualTo(new Handled(2));
        assertThat(intake.handleEvents(Birds.batch(0, events))).isEqualTo(new Handled(3));
        assertThat(intake.handleEvents(Birds.batch(2, events[2]))).isEqualTo(new Handled(3));

        assertThat(Birds.lines(database)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aBatchCostsOneStatementBesideThoseOfItsHandlers() {
        var meters = new SimpleMeterRegistry();
        EventIntake intake = birds.diary(birds.database("diary", meters), SETTINGS, Birds.writing(), new SimpleMeterRegistry()).intake();
        intake.handleEvents(Birds.batch(0, Birds.raw(key, 1)));
        long before = Birds.statements(meters, "events.");

        intake.handleEvents(Birds.batch(1, Birds.raw(key, 2), Birds.raw(Ids.next(), 3), unknown()));
        intake.handleEvents(Birds.batch(4, unknown()));

        assertThat(Birds.statements(meters, "events.") - before).isEqualTo(2);
    }

    @Test
    void movingThePositionTouchesNoIndex() {
        EventIntake intake = birds.diary(SETTINGS).intake();
        intake.handleEvents(Birds.batch(0, Birds.raw(key, 1)));
        long all = positionUpdates("n_tup_upd");
        long withIndexes = positionUpdates("n_tup_upd - n_tup_hot_upd");

        LongStream.rangeClosed(1, 5).forEach(position -> intake.handleEvents(Birds.batch(position, Birds.raw(key, 2))));

        await().until(() -> positionUpdates("n_tup_upd") >= all + 5);
        assertThat(positionUpdates("n_tup_upd - n_tup_hot_upd")).isEqualTo(withIndexes);
    }

    @Test
    void aNumberThatWasRolledBackIsNoGap() {
        EventIntake intake = birds.diary(SETTINGS).intake();
        intake.handleEvents(Birds.batch(0, Birds.raw(key, 1)));
        var later = new EventBatch("nests", "diary", 1, Birds.numbered(6, Birds.raw(key, 7)));

        assertThat(intake.handleEvents(later)).isEqualTo(new Handled(7));

        assertThat(Birds.lines(database)).containsExactly(1L, 7L);
    }

    @Test
    void aBatchThatWouldLeaveAGapIsRefusedWithThePosition() {
        EventIntake intake = birds.diary(SETTINGS).intake();
        RawEvent first = Birds.raw(key, 1);
        intake.handleEvents(Birds.batch(0, first));

        assertThat(intake.handleEvents(Birds.batch(2, Birds.raw(key, 3)))).isEqualTo(new Refused(1, Optional.of(first.id())));

        assertThat(Birds.lines(database)).containsExactly(1L);
        assertThat(position()).isEqualTo(1);
    }

    @Test
    void aNewSubscriberHasNothing() {
        assertThat(birds.diary(SETTINGS).intake().handleEvents(Birds.batch(4, Birds.raw(key, 5)))).isEqualTo(new Refused(0, Optional.empty()));
    }

    @Test
    void anOldLeaderThatWakesUpChangesNothing() {
        EventIntake intake = birds.diary(SETTINGS).intake();
        RawEvent[] events = IntStream.range(0, 6).mapToObj(number -> Birds.raw(key, number)).toArray(RawEvent[]::new);
        intake.handleEvents(Birds.batch(0, events));

        assertThat(intake.handleEvents(Birds.batch(1, events[1], events[2]))).isEqualTo(new Refused(6, Optional.of(events[5].id())));

        assertThat(Birds.lines(database)).hasSize(6);
    }

    @Test
    void anotherEventWithTheNumberOfTheLastIsRefused() {
        EventIntake intake = birds.diary(SETTINGS).intake();
        RawEvent lost = Birds.raw(key, 2);
        intake.handleEvents(Birds.batch(0, Birds.raw(key, 1), lost));

        assertThat(intake.handleEvents(Birds.batch(1, Birds.raw(key, 12), Birds.raw(key, 13)))).isEqualTo(new Refused(2, Optional.of(lost.id())));

        assertThat(Birds.lines(database)).containsExactly(1L, 2L);
    }

    @Test
    void whatNobodyHandlesMovesThePositionAndIsNotKept() {
        EventIntake intake = birds.diary(SETTINGS).intake();

        assertThat(intake.handleEvents(Birds.batch(0, unknown()))).isEqualTo(new Handled(1));
        assertThat(intake.handleEvents(Birds.batch(1, unknown(), unknown()))).isEqualTo(new Handled(3));

        assertThat(position()).isEqualTo(3);
        assertThat(Birds.lines(database)).isEmpty();
    }

    @Test
    void membersOfThePayloadThatTheReaderDoesNotKnowAreIgnored() {
        var event = new RawEvent(Ids.next(), Birds.SEEN.name(), key.toString(), Instant.now(), "{\"number\": 7, \"colour\": {\"wing\": 1.10}}");

        birds.diary(SETTINGS).intake().handleEvents(Birds.batch(0, event));

        assertThat(Birds.lines(database, key)).containsExactly(7L);
    }

    @Test
    void handlersReceiveTheNumbers() {
        var numbers = new ArrayList<Long>();
        birds.diary(SETTINGS, (_, event) -> numbers.add(event.number())).intake().handleEvents(Birds.batch(0, Birds.raw(key, 7), Birds.raw(key, 8)));

        assertThat(numbers).containsExactly(1L, 2L);
    }

    /** Two relays believe that they lead, and two processes of the subscriber answer. */
    @Test
    void theEffectsOfTwoRelaysHappenOnceAndInOrder() {
        EventHandler<Birds.Seen> dawdling = (tx, event) -> {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(500_000));
            Birds.writing().handle(tx, event);
        };
        List<EventIntake> intakes = List.of(birds.diary(SETTINGS, dawdling).intake(), birds.diary(SETTINGS, dawdling).intake());
        RawEvent[] events = IntStream.range(0, 400).mapToObj(number -> Birds.raw(key, number)).toArray(RawEvent[]::new);

        List<CompletableFuture<Void>> relays = IntStream.range(0, 2)
                .mapToObj(_ -> CompletableFuture.runAsync(() -> sendAll(intakes, events), Thread::startVirtualThread))
                .toList();
        relays.forEach(CompletableFuture::join);

        assertThat(Birds.lines(database, key)).isEqualTo(LongStream.range(0, 400).boxed().toList());
    }

    private static void sendAll(List<EventIntake> intakes, RawEvent[] events) {
        int position = 0;
        while (position < events.length) {
            int end = Math.min(events.length, position + ThreadLocalRandom.current().nextInt(1, 20));
            RawEvent[] some = Arrays.copyOfRange(events, position, end);
            var outcome = intakes.get(ThreadLocalRandom.current().nextInt(2)).handleEvents(Birds.batch(position, some));
            position = (int) switch (outcome) {
                case Handled(long reached) -> reached;
                case Refused(long reached, _) -> reached;
            };
        }
    }

    @Test
    void whatTheDatabaseEndedIsRepeatedAndNothingIsCounted() {
        var interruptions = new AtomicInteger(2);
        EventIntake intake = birds.diary(SETTINGS, (tx, event) -> {
            Birds.writing().handle(tx, event);
            if (interruptions.getAndDecrement() > 0) {
                throw new DatabaseUnavailable("canceling statement due to lock timeout", null);
            }
        }).intake();
        EventBatch batch = Birds.batch(0, Birds.raw(key, 1), Birds.raw(key, 2));

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> intake.handleEvents(batch)).isInstanceOf(DatabaseUnavailable.class);
            assertThat(position()).isZero();
        }

        assertThat(intake.handleEvents(batch)).isEqualTo(new Handled(2));
        assertThat(Birds.lines(database)).containsExactly(1L, 2L);
        assertThat(failed()).isZero();
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
        EventBatch batch = Birds.batch(0, Birds.raw(key, 1));
        var lost = CompletableFuture.runAsync(() -> diary.intake().handleEvents(batch), Thread::startVirtualThread);
        underWay.await();

        dying.close();
        EventIntake other = birds.diary(SETTINGS).intake();
        await().ignoreExceptionsInstanceOf(DatabaseUnavailable.class).until(() -> other.handleEvents(batch).equals(new Handled(1)));

        assertThat(Birds.lines(database, key)).containsExactly(1L);
        never.countDown();
        assertThatThrownBy(lost::join).hasRootCauseInstanceOf(Exception.class);
        assertThat(Birds.lines(database, key)).containsExactly(1L);
    }

    @Test
    void anEventWhoseArrivalTheRelayNeverLearnedOfHasItsEffectOnce() {
        var lost = new AtomicInteger(2);
        EventIntake intake = birds.diary(SETTINGS).intake();
        Database nests = birds.database("nests");
        ModuleEvents publisher = birds.nests(nests, SETTINGS);
        publisher.relayTo("diary", batch -> {
            var outcome = intake.handleEvents(batch);
            if (lost.getAndDecrement() > 0) {
                throw new IllegalStateException("the answer is lost");
            }
            return outcome;
        });
        publisher.start();

        IntStream.range(0, 3).forEach(number -> Birds.record(nests, Birds.seen(key, number)));

        await().atMost(Duration.ofSeconds(15)).until(() -> lost.get() < 0);
        await().untilAsserted(() -> assertThat(Birds.lines(database, key)).containsExactly(0L, 1L, 2L));
    }

    @Test
    void aPositionThatIsNotKnownIsTakenFromTheRelay() {
        new AdHocSql(database.sql()).execute("insert into event_positions (publisher, partition) values ('nests', -1)");

        assertThat(birds.diary(SETTINGS).intake().handleEvents(Birds.batch(41, Birds.raw(key, 42)))).isEqualTo(new Handled(42));

        assertThat(Birds.lines(database)).containsExactly(42L);
    }

    private static RawEvent unknown() {
        return new RawEvent(Ids.next(), "BirdFlown", "k", Instant.now(), "{}");
    }

    private static void awaitEnd(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** PostgreSQL counts them a little later. */
    private long positionUpdates(String count) {
        return new AdHocSql(database.sql())
                .first("select " + count + " as n from pg_stat_user_tables where relid = cast('event_positions' as regclass)", row -> row.number("n"))
                .orElseThrow();
    }

    private long position() {
        return new AdHocSql(database.sql()).first("select position from event_positions where publisher = 'nests'", row -> row.number("position")).orElse(0L);
    }

    private long failed() {
        return new AdHocSql(database.sql()).first("select count(*) as found from failed_events", row -> row.number("found")).orElseThrow();
    }
}
