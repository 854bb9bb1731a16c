package dev.martlet.platform.events.intake;

import dev.martlet.platform.events.transport.IntakeOutcome;
import dev.martlet.platform.events.transport.IntakeOutcome.Handled;
import dev.martlet.platform.events.transport.IntakeOutcome.Refused;
import dev.martlet.platform.events.transport.NumberedEvent;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Transaction;
import dev.martlet.platform.sql.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What is committed together about events that have arrived: their effects, or the record of a failure, and the position after them. */
final class IntakeTransaction {
    private final Database database;
    private final EventSubscriptions subscriptions;
    private final FailedAttempts failures;
    private final Runnable queued;

    IntakeTransaction(Database database, EventSubscriptions subscriptions, FailedAttempts failures, Runnable queued) {
        this.database = database;
        this.subscriptions = subscriptions;
        this.failures = failures;
        this.queued = queued;
    }

    /** Handles all of the events. One round trip and the handlers' own if they continue the position and no event waits. */
    IntakeOutcome handleTogether(Arrival arrival) {
        List<NumberedEvent> wanted = wanted(arrival, arrival.events());
        if (wanted.isEmpty() && PositionRepository.advance(database.sql(), arrival)) {
            return new Handled(arrival.last().number());
        }
        return Transactions.run(database, tx -> {
            if (!wanted.isEmpty() && PositionRepository.advance(tx, arrival)) {
                subscriptions.handle(tx, arrival.publisher(), wanted);
                return new Handled(arrival.last().number());
            }
            return new Step(tx, arrival, arrival.last()).run(events -> subscriptions.handle(tx, arrival.publisher(), events), false);
        });
    }

    /** Handles the events up to this one. */
    IntakeOutcome handleUpTo(Arrival arrival, NumberedEvent end) {
        return Transactions.run(database, tx ->
                new Step(tx, arrival, end).run(events -> subscriptions.handle(tx, arrival.publisher(), events), false));
    }

    /** Records that of the events up to this one the one that is subscribed to has failed. */
    IntakeOutcome failUpTo(Arrival arrival, NumberedEvent end, Throwable failure) {
        Optional<Duration> delay = failures.delayAfter(1);
        return Transactions.run(database, tx -> new Step(tx, arrival, end).run(events -> events.forEach(event -> {
            FailedEventRepository.add(tx, arrival.publisher(), event, SafeErrorMessage.of(failure), delay);
            tx.afterCommit(queued);
            tx.afterCommit(() -> failures.log(event.event(), 1, failure));
        }), true));
    }

    private List<NumberedEvent> wanted(Arrival arrival, List<NumberedEvent> events) {
        return events.stream().filter(event -> subscriptions.has(arrival.publisher(), event.event())).toList();
    }

    /** The work of one transaction that looks at the position first. */
    private final class Step {
        private final Transaction tx;
        private final Arrival arrival;
        private final NumberedEvent end;

        Step(Transaction tx, Arrival arrival, NumberedEvent end) {
            this.tx = tx;
            this.arrival = arrival;
            this.end = end;
        }

        /** @param fails whether the work lets an event wait */
        IntakeOutcome run(Consumer<List<NumberedEvent>> work, boolean fails) {
            Position position = PositionRepository.lock(tx, arrival);
            Optional<List<NumberedEvent>> next = arrival.after(position);
            if (next.isEmpty()) {
                return new Refused(position.number(), position.eventId());
            }
            List<NumberedEvent> rest = next.get().stream().filter(event -> event.number() <= end.number()).toList();
            if (!rest.isEmpty()) {
                boolean anyWaiting = FailedEventRepository.anyWaiting(tx, arrival.publisher());
                inOrder(wanted(arrival, rest), anyWaiting, work);
                PositionRepository.move(tx, arrival, end, anyWaiting || fails);
            }
            return new Handled(Math.max(position.number(), end.number()));
        }

        /** An event whose key waits waits behind it. */
        private void inOrder(List<NumberedEvent> events, boolean anyWaiting, Consumer<List<NumberedEvent>> work) {
            Set<String> keys = events.stream().map(event -> event.event().key()).collect(Collectors.toSet());
            Set<String> waiting = anyWaiting && !keys.isEmpty() ? FailedEventRepository.waiting(tx, arrival.publisher(), keys) : Set.of();
            var ready = new ArrayList<NumberedEvent>();
            for (NumberedEvent event : events) {
                if (waiting.contains(event.event().key())) {
                    FailedEventRepository.queue(tx, arrival.publisher(), event);
                    tx.afterCommit(queued);
                } else {
                    ready.add(event);
                }
            }
            work.accept(ready);
        }
    }
}
