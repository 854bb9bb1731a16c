package dev.martlet.platform.events.intake;

import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.events.transport.EventBatch;
import dev.martlet.platform.events.transport.EventIntake;
import dev.martlet.platform.events.transport.IntakeOutcome;
import dev.martlet.platform.events.transport.IntakeOutcome.Handled;
import dev.martlet.platform.events.transport.IntakeOutcome.Refused;
import dev.martlet.platform.events.transport.NumberedEvent;
import dev.martlet.platform.events.transport.PartitionIntake;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.DatabaseUnavailable;
import dev.martlet.platform.sql.SqlFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Handles the events that arrive for a module. Those of a batch share a transaction with the module's position; if one of them fails, all of it is
 * undone and they run again one by one, so that only the failing one waits, and its key. What the database ended, or took too long, is repeated by the
 * relay instead; if that happens again and again, it is taken for a fault of an event, too.
 */
public final class Intake implements EventIntake, PartitionIntake {
    private static final Duration LONGEST_BATCH = Duration.ofSeconds(10);
    private static final Duration LONGEST_EVENT = Duration.ofSeconds(5);
    /** What is left of a batch's time for the record of a failure. */
    private static final Duration RESERVE = Duration.ofSeconds(2);
    private static final int REPETITIONS = 2;

    private final IntakeTransaction transaction;
    private final EventSubscriptions subscriptions;
    /** How often in a row the work was ended for a publisher's partition. */
    private final Map<Source, Integer> interruptions = new ConcurrentHashMap<>();

    private record Source(String publisher, int partition) {
        static Source of(Arrival arrival) {
            return new Source(arrival.publisher(), arrival.partition());
        }
    }

    /** @param queued runs after a commit that leaves events to be tried again */
    public Intake(String module, Database database, EventSubscriptions subscriptions, RetryRules rules, Runnable queued) {
        this.subscriptions = subscriptions;
        transaction = new IntakeTransaction(database, subscriptions, new FailedAttempts(module, rules), queued);
    }

    @Override
    public IntakeOutcome handleEvents(EventBatch batch) {
        return take(Arrival.of(batch));
    }

    @Override
    public void handle(String publisher, int partition, List<NumberedEvent> events) {
        List<NumberedEvent> rest = rising(events);
        while (!rest.isEmpty()) {
            switch (take(new Arrival(publisher, partition, OptionalLong.empty(), rest))) {
                case Handled(long position) -> rest = after(position, rest);
                case Refused(long position, _) -> throw new IllegalStateException(
                        "event " + position + " of " + publisher + " is another than the one that was handled: was its database restored from a backup?");
            }
        }
    }

    /** @throws DatabaseUnavailable if none of the events was handled */
    private static List<NumberedEvent> after(long position, List<NumberedEvent> events) {
        if (position < events.getFirst().number()) {
            throw new DatabaseUnavailable("no time was left to handle events", null);
        }
        return events.stream().filter(event -> event.number() > position).toList();
    }

    private IntakeOutcome take(Arrival arrival) {
        return Deadline.within(LONGEST_BATCH, () -> {
            try {
                return handle(arrival);
            } catch (Throwable failure) {
                interruptions.merge(Source.of(arrival), 1, Integer::sum);
                throw failure;
            }
        });
    }

    private IntakeOutcome handle(Arrival arrival) {
        if (!isInterruptedOften(arrival)) {
            try {
                return done(arrival, transaction.handleTogether(arrival));
            } catch (Throwable failure) { // also an Error of a handler must not stop the others
                if (isTemporary(failure) || !hasTime()) {
                    throw failure;
                }
                if (ends(arrival).size() == 1) {
                    return done(arrival, transaction.failUpTo(arrival, arrival.last(), failure));
                }
            }
        }
        return handleOneByOne(arrival);
    }

    private IntakeOutcome handleOneByOne(Arrival arrival) {
        IntakeOutcome outcome = new Handled(arrival.earliest());
        boolean interrupted = false;
        for (NumberedEvent end : ends(arrival)) {
            if (outcome instanceof Refused || !hasTime()) {
                return outcome;
            }
            try {
                outcome = Deadline.within(shorter(Deadline.remaining().minus(RESERVE)), () -> transaction.handleUpTo(arrival, end));
            } catch (Throwable failure) { // as above
                if (isTemporary(failure) && !isInterruptedOften(arrival)) {
                    throw failure;
                }
                interrupted |= isTemporary(failure);
                outcome = transaction.failUpTo(arrival, end, failure);
            }
        }
        return interrupted ? outcome : done(arrival, outcome);
    }

    private IntakeOutcome done(Arrival arrival, IntakeOutcome outcome) {
        interruptions.remove(Source.of(arrival));
        return outcome;
    }

    private boolean isInterruptedOften(Arrival arrival) {
        return interruptions.getOrDefault(Source.of(arrival), 0) >= REPETITIONS;
    }

    /** Cuts the events into parts of which each has one that this module subscribes to. */
    private List<NumberedEvent> ends(Arrival arrival) {
        var ends = new ArrayList<NumberedEvent>();
        boolean wanted = false;
        for (int i = 0; i < arrival.events().size(); i++) {
            boolean next = subscriptions.has(arrival.publisher(), arrival.events().get(i).event());
            if (next && wanted) {
                ends.add(arrival.events().get(i - 1));
            }
            wanted |= next;
        }
        ends.add(arrival.last());
        return ends;
    }

    /** A publisher's relay repeats what it sent before a crash. */
    private static List<NumberedEvent> rising(List<NumberedEvent> events) {
        var rising = new ArrayList<NumberedEvent>();
        for (NumberedEvent event : events) {
            if (rising.isEmpty() || event.number() > rising.getLast().number()) {
                rising.add(event);
            }
        }
        return rising;
    }

    private static boolean hasTime() {
        return Deadline.remaining().compareTo(RESERVE.plus(RESERVE)) > 0;
    }

    private static Duration shorter(Duration time) {
        return time.compareTo(LONGEST_EVENT) < 0 ? time : LONGEST_EVENT;
    }

    private static boolean isTemporary(Throwable failure) {
        return failure instanceof DatabaseUnavailable || failure instanceof SqlFailure refused && refused.isConflict();
    }
}
