package dev.martlet.platform.sql;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.core.work.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The clock of a module's database, UTC, in microseconds. It decides what is due, leased or expired, so that processes whose wall clocks differ agree.
 * Between two measurements it follows the monotonic clock of the process; the wall clock of the process is never read.
 */
public final class DatabaseClock extends Clock {
    private static final Duration LONGEST_MEASUREMENT = Duration.ofSeconds(5);
    /** An answer that took no longer tells the time well enough. */
    private static final long GOOD_ROUND_TRIP_NANOS = Duration.ofMillis(5).toNanos();
    private static final int MOST_QUESTIONS = 5;

    private final Supplier<Instant> database;
    private final LongSupplier nanos;
    private volatile Optional<Measurement> last = Optional.empty();

    /** The database's time at some moment between two readings of the monotonic clock, taken to be the middle. */
    private record Measurement(Instant time, long sent, long received) {
        Instant at(long now) {
            return time.plusNanos(now - sent - roundTrip() / 2);
        }

        long roundTrip() {
            return received - sent;
        }

        boolean agreesWith(Measurement later) {
            return !later.time.isBefore(at(later.sent)) && !later.time.isAfter(at(later.received));
        }
    }

    public DatabaseClock(Database database) {
        this(database::time, System::nanoTime);
    }

    DatabaseClock(Supplier<Instant> database, LongSupplier nanos) {
        this.database = database;
        this.nanos = nanos;
    }

    /**
     * Measures again, if the database answers: a step for a {@link dev.martlet.platform.core.work.Worker}. Without an answer the last measurement stands.
     *
     * @return false: there is nothing to do at once
     */
    public boolean adjust() {
        try {
            measure();
        } catch (DatabaseUnavailable _) {
            // The database's absence shows in its health.
        }
        return false;
    }

    /**
     * Asks the database for its time, a few times if answers are slow: the fastest answer is the most exact. An earlier measurement that agrees with it
     * stands, so that a slow answer does not make the clock worse.
     *
     * @throws DatabaseUnavailable if there is no answer within 5 s
     */
    void measure() {
        Measurement best = ask();
        for (int questions = 1; questions < MOST_QUESTIONS && best.roundTrip() > GOOD_ROUND_TRIP_NANOS; questions++) {
            Measurement next = ask();
            best = next.roundTrip() < best.roundTrip() ? next : best;
        }
        Measurement fastest = best;
        if (last.filter(known -> known.roundTrip() <= fastest.roundTrip() && known.agreesWith(fastest)).isEmpty()) {
            last = Optional.of(fastest);
        }
        Ids.follow(this);
    }

    private Measurement ask() {
        long sent = nanos.getAsLong();
        Instant time = Deadline.within(LONGEST_MEASUREMENT, database);
        return new Measurement(time, sent, nanos.getAsLong());
    }

    /** @throws DatabaseUnavailable if the database has not answered yet and does not answer now */
    @Override
    public Instant instant() {
        if (last.isEmpty()) {
            measure();
        }
        return last.orElseThrow().at(nanos.getAsLong()).truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the database's clock is UTC");
    }
}
