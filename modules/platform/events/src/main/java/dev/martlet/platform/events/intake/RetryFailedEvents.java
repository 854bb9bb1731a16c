package dev.martlet.platform.events.intake;

import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.Transactions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tries a module's failed events again, one at a time, those of a key in order. Several workers and processes may do so at once. */
public final class RetryFailedEvents {
    private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(10);
    /** Longer than an attempt: what a process has taken and not finished by then is tried by another. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    private final Database database;
    private final EventSubscriptions subscriptions;
    private final FailedAttempts failures;

    public RetryFailedEvents(String module, Database database, EventSubscriptions subscriptions, RetryRules rules) {
        this.database = database;
        this.subscriptions = subscriptions;
        failures = new FailedAttempts(module, rules);
    }

    /** @return true if there was something to do: then followers of the same key may be due */
    public boolean retryNext() {
        Optional<FailedEvent> taken = FailedEventRepository.take(database.sql(), subscriptions.types(), LEASE);
        taken.ifPresent(this::attempt);
        return taken.isPresent();
    }

    private void attempt(FailedEvent taken) {
        try {
            Deadline.within(LONGEST_TRANSACTION, () -> Transactions.run(database, tx -> handle(tx, taken)));
        } catch (Throwable failure) { // also an Error of a handler must not stop the others
            fail(taken, failure);
        }
    }

    private boolean handle(Sql tx, FailedEvent taken) {
        if (!FailedEventRepository.lock(tx, taken)) {
            return false;
        }
        if (FailedEventRepository.anyEarlier(tx, taken)) {
            FailedEventRepository.giveBack(tx, taken);
            return false;
        }
        subscriptions.handle(tx, taken.publisher(), List.of(taken.event()));
        FailedEventRepository.complete(tx, taken);
        return true;
    }

    /** If the database is away, this fails as well: the event is due again when its lease has ended. */
    private void fail(FailedEvent taken, Throwable failure) {
        String error = SafeErrorMessage.of(failure);
        failures.delayAfter(taken.attempts()).ifPresentOrElse(
                delay -> FailedEventRepository.retryLater(database.sql(), taken, error, delay),
                () -> FailedEventRepository.park(database.sql(), taken, error));
        failures.log(taken.event().event(), taken.attempts(), failure);
    }
}
