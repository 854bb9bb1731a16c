package dev.martlet.platform.events.relay;

import dev.martlet.platform.core.work.Backoff;
import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.core.work.Worker;
import dev.martlet.platform.events.transport.AcceptEvents;
import dev.martlet.platform.sql.DatabaseUnavailable;
import dev.martlet.platform.sql.SqlFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Carries a module's events to one destination, at its own pace: what fails here holds up no other. */
final class RelayWorker {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE_AFTER_FAILURE = Duration.ofSeconds(10);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);
    private static final Backoff GAP_BACKOFF = new Backoff(Duration.ofMillis(10), Duration.ofMillis(640), 0);
    /** Many events become one call; the first after a quiet time goes out at once. */
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(25);

    private final String publisher;
    private final RelayTarget destination;
    private final LeaderElection leadership;
    private final Worker worker;
    private Optional<OutboxReader> reader = Optional.empty();
    private int emptyReads;

    RelayWorker(String publisher, RelayTarget destination, LeaderElection leadership) {
        this.publisher = publisher;
        this.destination = destination;
        this.leadership = leadership;
        worker = new Worker(publisher + " events for " + destination.name(), INTERVAL, LONGEST_PAUSE_AFTER_FAILURE, this::step);
    }

    Worker worker() {
        return worker;
    }

    private boolean step() throws InterruptedException {
        var session = leadership.session();
        return session.isPresent() && deliver(session.get());
    }

    private boolean deliver(RelaySession session) throws InterruptedException {
        OutboxReader.Batch batch = inSession(session, () -> reader(session).next());
        if (!batch.rows().isEmpty()) {
            carry(batch.rows());
            inSession(session, () -> {
                session.move(destination.name(), batch.rows().getLast().id());
                return batch;
            });
            emptyReads = 0;
            if (batch.rows().size() < RelaySession.MOST_EVENTS) {
                worker.gather(SHORTEST_INTERVAL);
            }
            return true;
        }
        if (batch.waits()) {
            worker.rest(GAP_BACKOFF.after(++emptyReads));
        }
        return batch.waits();
    }

    /** A session that fails is given up. What fails while the events are carried is not its fault. */
    private <T> T inSession(RelaySession session, Supplier<T> work) {
        try {
            return work.get();
        } catch (DatabaseUnavailable | SqlFailure failure) {
            leadership.lose(session);
            throw failure;
        }
    }

    private OutboxReader reader(RelaySession session) {
        OutboxReader current = reader.filter(known -> known.readsIn(session)).orElseGet(() -> new OutboxReader(session, destination));
        reader = Optional.of(current);
        return current;
    }

    private void carry(List<OutboxRow> rows) {
        var request = new AcceptEvents(publisher, destination.name(), rows.stream().map(OutboxRow::event).toList());
        Deadline.within(LONGEST_CALL, () -> {
            destination.transport().carry(request);
            return request;
        });
    }
}
