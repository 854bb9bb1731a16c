package dev.martlet.platform.events.relay;

import dev.martlet.platform.core.work.Worker;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.SqlStatement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Notifies the leader in another process of events that were recorded here: after the commit and on its own connection, because NOTIFY takes a lock that
 * all committing notifiers of a server share.
 */
final class OutboxNotifier {
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration MAX_DELAY_AFTER_FAILURE = Duration.ofSeconds(5);
    /** Many commits become one notification; the first after a quiet time goes out at once. */
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);

    private static final SqlStatement NOTIFY = SqlStatement.of("events.notify", """
            select pg_notify(:channel, '')""");

    private final Database database;
    private final NotifyChannel channel;
    private final AtomicBoolean due = new AtomicBoolean();
    private final Worker worker;

    OutboxNotifier(Database database, NotifyChannel channel) {
        this.database = database;
        this.channel = channel;
        worker = new Worker(channel.module() + " event notifier", INTERVAL, MAX_DELAY_AFTER_FAILURE, this::notifyLeader);
    }

    Worker worker() {
        return worker;
    }

    /** Never waits. */
    void eventsRecorded() {
        due.set(true);
        worker.wake();
    }

    private boolean notifyLeader() throws InterruptedException {
        if (!due.getAndSet(false)) {
            return false;
        }
        database.sql().prepare(NOTIFY).set("channel", channel.name()).exists();
        worker.gather(SHORTEST_INTERVAL);
        return true;
    }
}
