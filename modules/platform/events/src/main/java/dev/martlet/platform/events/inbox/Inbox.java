package dev.martlet.platform.events.inbox;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.Transactions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Handles the events in a module's inbox. Many share a transaction with their completion; if one of them fails, all of it is undone and
 * they run again one by one, so that only the failing one is charged.
 */
public final class Inbox {
    private static final Logger LOG = System.getLogger(Inbox.class.getName());
    private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(10);

    private final String module;
    private final Database database;
    private final EventSubscriptions subscriptions;
    private final RetryRules rules;
    private final InFlightEvents inHand = new InFlightEvents();

    public Inbox(String module, Database database, EventSubscriptions subscriptions, RetryRules rules) {
        this.module = module;
        this.database = database;
        this.subscriptions = subscriptions;
        this.rules = rules;
    }

    /** @return true if there was something to do: then followers of the same keys may be due */
    public boolean handleNext() {
        var taken = new ArrayList<InboxRow>();
        try {
            handleTogether(taken);
        } catch (Throwable failure) { // also an Error of a handler must not stop the others
            if (taken.isEmpty()) {
                throw failure;
            }
            afterFailure(taken, failure);
        } finally {
            inHand.release(taken);
        }
        return !taken.isEmpty();
    }

    private void handleTogether(List<InboxRow> taken) {
        inTransaction(tx -> {
            inHand.release(taken);
            taken.clear();
            taken.addAll(inHand.take(others -> InboxRepository.take(tx, subscriptions.types(), others)));
            taken.forEach(event -> subscriptions.handle(tx, event));
            return taken;
        });
    }

    private void afterFailure(List<InboxRow> taken, Throwable failure) {
        if (taken.size() == 1) {
            charge(taken.getFirst(), failure);
        } else {
            taken.forEach(this::handleAlone);
        }
    }

    private void handleAlone(InboxRow received) {
        try {
            inTransaction(tx -> {
                var taken = InboxRepository.takeAgain(tx, received);
                taken.ifPresent(event -> subscriptions.handle(tx, event));
                return taken;
            });
        } catch (Throwable failure) { // as above
            charge(received, failure);
        }
    }

    private <T> T inTransaction(Function<Sql, T> work) {
        return Deadline.within(LONGEST_TRANSACTION, () -> Transactions.run(database, work));
    }

    private void charge(InboxRow received, Throwable failure) {
        int failures = received.failures() + 1;
        Duration delay = rules.pauseAfter(failures);
        String error = SafeErrorMessage.of(failure);
        // If the database is away altogether this fails as well, nothing is counted, and the worker rests.
        if (rules.allowAfter(failures)) {
            InboxRepository.retryLater(database.sql(), received, error, delay);
            log(received, "failed " + failures + " times and will be tried again", failure);
        } else {
            InboxRepository.park(database.sql(), received, error, Ids.next());
            log(received, "failed " + failures + " times and is dead", failure);
        }
    }

    private void log(InboxRow received, String what, Throwable failure) {
        LOG.log(Level.WARNING, () -> "%s: %s %s %s: %s".formatted(module, received.event().type(), received.event().id(), what, failure));
        LOG.log(Level.DEBUG, module, failure);
    }
}
