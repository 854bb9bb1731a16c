package dev.martlet.kernel.events;

import dev.martlet.kernel.call.Deadline;
import dev.martlet.kernel.work.Worker;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Carries a module's events to one subscriber, at its own pace: what fails here holds up no other subscriber. */
final class Delivery {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE_AFTER_FAILURE = Duration.ofSeconds(10);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);
    private static final Duration FIRST_LOOK_AGAIN = Duration.ofMillis(10);
    private static final int MOST_DOUBLINGS = 6;

    private final String publisher;
    private final String subscriber;
    private final Carrier carrier;
    private final Leadership leadership;
    private final OutboxReader reader;
    private final Worker worker;
    private int looks;

    Delivery(String publisher, String subscriber, Carrier carrier, Leadership leadership) {
        this.publisher = publisher;
        this.subscriber = subscriber;
        this.carrier = carrier;
        this.leadership = leadership;
        reader = new OutboxReader(subscriber);
        worker = new Worker(publisher + " events for " + subscriber, PAUSE, LONGEST_PAUSE_AFTER_FAILURE, this::step);
    }

    Worker worker() {
        return worker;
    }

    private boolean step() throws SQLException, InterruptedException {
        var session = leadership.session();
        if (session.isEmpty()) {
            return false;
        }
        try {
            return deliver(session.get());
        } catch (SQLException failure) {
            leadership.lose(session.get());
            throw failure;
        }
    }

    private boolean deliver(LeaderSession session) throws SQLException, InterruptedException {
        OutboxReader.Batch batch = reader.next(session);
        if (!batch.rows().isEmpty()) {
            carry(batch.rows());
            session.move(subscriber, batch.rows().getLast().id());
            looks = 0;
            return true;
        }
        if (batch.waits()) {
            worker.rest(FIRST_LOOK_AGAIN.multipliedBy(1L << Math.min(looks++, MOST_DOUBLINGS)));
        }
        return batch.waits();
    }

    private void carry(List<OutboxRow> rows) {
        var request = new AcceptEvents(publisher, subscriber, rows.stream().map(OutboxRow::event).toList());
        Deadline.within(LONGEST_CALL, () -> {
            carrier.carry(request);
            return request;
        });
    }
}
