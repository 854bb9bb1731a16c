package dev.martlet.platform.events.relay;

import dev.martlet.platform.core.work.Backoff;
import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.core.work.Worker;
import dev.martlet.platform.events.transport.EventBatch;
import dev.martlet.platform.events.transport.EventSpans;
import dev.martlet.platform.events.transport.IntakeOutcome;
import dev.martlet.platform.events.transport.IntakeOutcome.Handled;
import dev.martlet.platform.events.transport.IntakeOutcome.Refused;
import dev.martlet.platform.sql.DatabaseUnavailable;
import dev.martlet.platform.sql.SqlFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Carries a module's events to one destination, at its own pace: what fails here holds up no other. The position that counts is the destination's; the one
 * beside the outbox is for retention and for the next leader, and follows it.
 */
final class RelayWorker {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration MAX_DELAY_AFTER_FAILURE = Duration.ofSeconds(10);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);
    private static final Duration DELAY_WHILE_HALTED = Duration.ofSeconds(10);
    private static final Backoff GAP_BACKOFF = new Backoff(Duration.ofMillis(10), Duration.ofMillis(640), 0);
    /** Many events become one call; the first after a quiet time goes out at once. */
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(25);

    private final String publisher;
    private final RelayTarget destination;
    private final LeaderElection leadership;
    private final Worker worker;
    private final DeliveryState state;
    private Optional<RelayCursor> cursor = Optional.empty();
    private int emptyReads;

    RelayWorker(String publisher, RelayTarget destination, LeaderElection leadership) {
        this.publisher = publisher;
        this.destination = destination;
        this.leadership = leadership;
        state = new DeliveryState(publisher, destination.name());
        worker = new Worker(publisher + " events for " + destination.name(), INTERVAL, MAX_DELAY_AFTER_FAILURE, this::step);
    }

    Worker worker() {
        return worker;
    }

    String destination() {
        return destination.name();
    }

    /** Whether the destination has handled events that this outbox does not have. */
    boolean isHalted() {
        return state.isHalted();
    }

    /** Leaves the position to the next leader. After the worker has ended. */
    void close() {
        try {
            leadership.session().ifPresent(session -> cursor.filter(known -> known.reads(session)).ifPresent(RelayCursor::save));
        } catch (DatabaseUnavailable | SqlFailure _) {
            // The next leader begins a little earlier, and is corrected by the destination.
        }
    }

    private boolean step() throws InterruptedException {
        Optional<RelaySession> session = leadership.session();
        if (session.isEmpty()) {
            state.reset();
            return false;
        }
        return deliver(session.get());
    }

    private boolean deliver(RelaySession session) throws InterruptedException {
        RelayCursor current = inSession(session, () -> cursor(session));
        OutboxReader.Batch batch = inSession(session, () -> {
            current.saveNowAndThen();
            return current.reader().next();
        });
        if (!batch.events().isEmpty()) {
            var request = new EventBatch(publisher, destination.name(), current.reader().position(), batch.events());
            IntakeOutcome outcome = carry(request);
            return inSession(session, () -> settle(current, request, outcome)) && goOn(batch);
        }
        if (batch.waits()) {
            worker.rest(GAP_BACKOFF.after(++emptyReads));
        }
        return batch.waits();
    }

    private boolean goOn(OutboxReader.Batch batch) throws InterruptedException {
        emptyReads = 0;
        if (state.isHalted()) {
            worker.gather(DELAY_WHILE_HALTED);
        } else if (batch.events().size() < RelaySession.MOST_EVENTS) {
            worker.gather(SHORTEST_INTERVAL);
        }
        return true;
    }

    /** @return true */
    private boolean settle(RelayCursor current, EventBatch batch, IntakeOutcome outcome) {
        switch (outcome) {
            case Handled(long position) when position > batch.follows() && position <= batch.end() -> {
                current.reader().moveTo(position);
                state.resumed();
            }
            case Handled(long position) ->
                throw new IllegalStateException(destination.name() + " has answered " + position + " to events " + batch.follows() + " to " + batch.end());
            case Refused refused -> relocate(current, batch, refused);
        }
        return true;
    }

    private void relocate(RelayCursor current, EventBatch batch, Refused refused) {
        if (!current.find(refused.position()).fits(refused.position(), refused.eventId())) {
            state.halted(refused.position());
            return;
        }
        if (refused.position() < batch.follows()) {
            state.behind(refused.position(), batch.follows());
        }
        current.jumpTo(refused.position());
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

    private RelayCursor cursor(RelaySession session) {
        RelayCursor current = cursor.filter(known -> known.reads(session)).orElseGet(() -> new RelayCursor(session, destination));
        cursor = Optional.of(current);
        return current;
    }

    private IntakeOutcome carry(EventBatch batch) {
        return Deadline.within(LONGEST_CALL, () -> EventSpans.send(batch, destination.transport().system(), () -> destination.transport().carry(batch)));
    }
}
