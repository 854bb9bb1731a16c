package dev.martlet.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.martlet.platform.core.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {
    private static final Instant NOON = Instant.parse("2031-05-06T12:00:00Z");

    private final AtomicReference<Instant> database = new AtomicReference<>(NOON);
    /** How long the question takes to arrive. */
    private Duration answersAfter = Duration.ZERO;
    private int answersSoonFrom = Integer.MAX_VALUE;
    private int questions;
    private boolean isAway;
    private long nanos = Long.MAX_VALUE - 1000;
    private final DatabaseClock clock = new DatabaseClock(this::ask, () -> nanos);

    @AfterEach
    void leaveIdsAsTheyWere() {
        Ids.follow(Clock.systemUTC());
    }

    @Test
    void goesOnFromTheDatabasesTimeAndNotFromThatOfTheProcess() {
        assertThat(clock.instant()).isEqualTo(NOON);
        pass(Duration.ofSeconds(3));
        isAway = true;
        assertThat(clock.adjust()).isFalse();
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(3));
    }

    @Test
    void followsADatabaseWhoseClockIsSetBackOrThatWasReplaced() {
        clock.measure();
        database.set(NOON.minus(Duration.ofHours(2)));
        clock.measure();
        assertThat(clock.instant()).isEqualTo(NOON.minus(Duration.ofHours(2)));
    }

    @Test
    void aSlowAnswerDoesNotMakeItWorse() {
        clock.measure();
        answersAfter = Duration.ofMillis(800);
        clock.measure();
        answersAfter = Duration.ZERO;
        assertThat(clock.instant()).isEqualTo(database.get());
    }

    @Test
    void afterASlowAnswerItAsksAgain() {
        answersAfter = Duration.ofMillis(800);
        answersSoonFrom = 2;
        clock.measure();
        assertThat(questions).isEqualTo(2);
        assertThat(clock.instant()).isEqualTo(database.get());
    }

    @Test
    void asksAFewTimesAtMost() {
        answersAfter = Duration.ofMillis(800);
        clock.measure();
        assertThat(questions).isEqualTo(5);
    }

    @Test
    void withoutASingleAnswerThereIsNoTime() {
        isAway = true;
        assertThatThrownBy(clock::instant).isInstanceOf(DatabaseUnavailable.class);
        isAway = false;
        assertThat(clock.instant()).isEqualTo(NOON);
    }

    @Test
    void idsCarryTheDatabasesTime() {
        clock.measure();
        UUID before = Ids.next();
        pass(Duration.ofMinutes(1));
        UUID after = Ids.next();
        assertThat(Instant.ofEpochMilli(before.getMostSignificantBits() >>> 16)).isEqualTo(NOON);
        assertThat(Instant.ofEpochMilli(after.getMostSignificantBits() >>> 16)).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void agreesWithARealServer() {
        try (var real = Birds.open(1)) {
            Instant before = serverTime(real);
            Instant shown = new DatabaseClock(real).instant();
            assertThat(shown).isBetween(before.minusMillis(50), serverTime(real).plusMillis(50));
        }
    }

    private static Instant serverTime(Database real) {
        return new AdHocSql(real.sql()).first("select clock_timestamp() as now", row -> row.instant("now")).orElseThrow();
    }

    private Instant ask() {
        if (isAway) {
            throw new DatabaseUnavailable("away", null);
        }
        questions++;
        Duration takes = questions >= answersSoonFrom ? Duration.ZERO : answersAfter;
        // The question took all of the time, the answer none: the middle would be wrong.
        pass(takes);
        return database.get();
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
        database.updateAndGet(now -> now.plus(time));
    }
}
