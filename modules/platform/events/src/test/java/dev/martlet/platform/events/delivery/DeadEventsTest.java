package dev.martlet.platform.events.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.events.transport.EventIntake;
import dev.martlet.platform.events.transport.IntakeOutcome.Handled;
import dev.martlet.platform.events.transport.RawEvent;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DeadEventsTest {
    private static final EventSettings ONCE = Birds.settings(Map.of("events.retry.attempts", "1"));

    private static final int SLOW = 99;

    private final Birds birds = new Birds();
    private final Database database = birds.database("diary");
    private final UUID key = Ids.next();
    private final CountDownLatch underWay = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicLong sent = new AtomicLong();
    private volatile boolean full = true;
    private EventIntake intake;
    private DeadEvents deadEvents;

    @BeforeEach
    void start() {
        ModuleEvents diary = birds.diary(ONCE, (tx, event) -> {
            if (full) {
                throw new ClassCastException("class dev.martlet.platform.events.delivery.Birds$Seen cannot be written");
            }
            if (event.payload().number() == SLOW) {
                reach();
            }
            Birds.writing().handle(tx, event);
        });
        intake = diary.intake();
        deadEvents = new DeadEvents(List.of(diary));
    }

    @AfterEach
    void close() throws Exception {
        birds.close();
    }

    @Test
    void anOperatorSeesWhatFailedAndWhy() {
        RawEvent event = Birds.raw(key, 1);
        send(event);

        DeadEvent dead = awaitDead(1).getFirst();

        assertThat(dead.module()).isEqualTo("diary");
        assertThat(dead.publisher()).isEqualTo("nests");
        assertThat(dead.eventId()).isEqualTo(event.id());
        assertThat(dead.key()).isEqualTo(key.toString());
        assertThat(dead.payload()).isEqualTo("{\"number\": 1}");
        assertThat(dead.attempts()).isEqualTo(1);
        assertThat(dead.lastError()).isEqualTo("class … cannot be written");
    }

    @Test
    void aRetriedLetterIsHandledOnceHoweverOftenItIsAskedFor() {
        send(Birds.raw(key, 1));
        UUID id = awaitDead(1).getFirst().id();
        full = false;

        assertThat(deadEvents.retry(id)).isTrue();
        assertThat(deadEvents.retry(id)).isTrue();

        await().untilAsserted(() -> assertThat(Birds.lines(database)).containsExactly(1L));
        assertThat(deadEvents.retry(id)).isTrue();
        assertThat(deadEvents.list(EventFilter.NONE, Optional.empty(), 10).rows()).isEmpty();
    }

    /** Its key's events are handled one at a time, by whichever worker. */
    @Test
    void aRetriedLetterWaitsForTheFollowerThatIsBeingHandled() throws Exception {
        send(Birds.raw(key, 1));
        UUID id = awaitDead(1).getFirst().id();
        full = false;
        var handling = CompletableFuture.runAsync(() -> send(Birds.raw(key, SLOW)), Thread::startVirtualThread);
        underWay.await();

        var retried = CompletableFuture.supplyAsync(() -> deadEvents.retry(id), Thread::startVirtualThread);
        await().until(() -> retried.isDone() || isWaitedFor());
        assertThat(retried).isNotDone();
        goOn.countDown();

        assertThat(retried.get()).isTrue();
        handling.get();
        await().untilAsserted(() -> assertThat(Birds.lines(database)).containsExactly((long) SLOW, 1L));
    }

    @Test
    void aLaterEventWaitsForAnEarlierOneThatIsBackFromTheDead() {
        send(Birds.raw(key, 1));
        UUID id = awaitDead(1).getFirst().id();
        deadEvents.retry(id);
        awaitDead(1);
        new AdHocSql(database.sql()).execute("update failed_events set status = 'WAITING', next_attempt_at = 'infinity'");
        full = false;

        send(Birds.raw(key, 2));
        assertThat(Birds.lines(database)).isEmpty();
        assertThat(deadEvents.kinds()).extracting(UnhandledKind::publisher, UnhandledKind::dead, UnhandledKind::waiting)
                .containsExactly(tuple("nests", 0L, 2L));

        new AdHocSql(database.sql()).execute("update failed_events set next_attempt_at = now() where dead_id = ?", id);
        await().untilAsserted(() -> assertThat(Birds.lines(database)).containsExactly(1L, 2L));
    }

    @Test
    void aLetterThatFailsAgainIsParkedAgain() {
        send(Birds.raw(key, 1));
        UUID id = awaitDead(1).getFirst().id();

        deadEvents.retry(id);

        assertThat(awaitDead(1).getFirst().id()).isEqualTo(id);
    }

    @Test
    void aDroppedLetterIsGoneAndItsEventStaysKnown() {
        RawEvent event = Birds.raw(key, 1);
        send(event);
        UUID id = awaitDead(1).getFirst().id();

        assertThat(deadEvents.drop(id)).isTrue();
        assertThat(deadEvents.drop(id)).isTrue();

        assertThat(deadEvents.list(EventFilter.NONE, Optional.empty(), 10).rows()).isEmpty();
        full = false;
        assertThat(intake.handleEvents(Birds.batch(0, event))).isEqualTo(new Handled(1));
        assertThat(Birds.lines(database)).isEmpty();
    }

    @Test
    void anUnknownLetterIsNotFound() {
        assertThat(deadEvents.retry(Ids.next())).isFalse();
        assertThat(deadEvents.drop(Ids.next())).isFalse();
    }

    @Test
    void theListHasPagesNewestFirst() {
        send(Birds.raw(Ids.next(), 1), Birds.raw(Ids.next(), 2), Birds.raw(Ids.next(), 3));
        List<DeadEvent> all = awaitDead(3);

        List<DeadEvent> first = deadEvents.list(EventFilter.NONE, Optional.empty(), 2).rows();

        assertThat(all).extracting(dead -> dead.id().toString()).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(first).isEqualTo(all.subList(0, 2));
        assertThat(deadEvents.list(EventFilter.NONE, Optional.of(first.getLast().id()), 2).rows()).isEqualTo(all.subList(2, 3));
    }

    private void send(RawEvent... events) {
        intake.handleEvents(Birds.batch(sent.getAndAdd(events.length), events));
    }

    private void reach() {
        underWay.countDown();
        try {
            goOn.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private boolean isWaitedFor() {
        return new AdHocSql(database.sql()).first("select true as found from pg_locks where not granted limit 1", row -> row.flag("found")).isPresent();
    }

    private List<DeadEvent> awaitDead(int count) {
        return await().until(() -> deadEvents.list(EventFilter.NONE, Optional.empty(), 10).rows(), found -> found.size() == count);
    }
}
