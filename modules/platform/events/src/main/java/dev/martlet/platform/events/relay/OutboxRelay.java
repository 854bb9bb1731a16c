package dev.martlet.platform.events.relay;

import dev.martlet.platform.core.work.Worker;
import dev.martlet.platform.events.Outbox;
import dev.martlet.platform.sql.Database;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Carries the events that a module records to its subscribers; in one process at a time. */
public final class OutboxRelay implements AutoCloseable {
    private final LeaderElection leadership;
    private final OutboxNotifier notifier;
    private final OutboxListener listener;
    private final List<RelayWorker> deliveries;

    public OutboxRelay(Database database, String module, Outbox outbox, Collection<RelayTarget> destinations) {
        var channel = new NotifyChannel(module);
        leadership = new LeaderElection(database, module, this::elected);
        notifier = new OutboxNotifier(database, channel);
        listener = new OutboxListener(database, channel, leadership, this::deliver);
        deliveries = destinations.stream().map(destination -> new RelayWorker(module, destination, leadership)).toList();
        outbox.relayTo(this::eventsRecorded);
    }

    public void start() {
        leadership.start();
        workers().forEach(Worker::start);
        listener.worker().start();
    }

    /** The destinations that have handled events which this outbox does not have, so that nothing more is carried to them. */
    public List<String> halted() {
        return deliveries.stream().filter(RelayWorker::isHalted).map(RelayWorker::destination).toList();
    }

    /** Deliveries under way are finished first; then another process may lead at once. */
    @Override
    public void close() {
        Worker.closeAll(workers());
        deliveries.forEach(RelayWorker::close);
        listener.close();
        leadership.close();
    }

    private Collection<Worker> workers() {
        var workers = new ArrayList<Worker>();
        workers.add(notifier.worker());
        deliveries.forEach(delivery -> workers.add(delivery.worker()));
        return workers;
    }

    private void eventsRecorded() {
        if (leadership.isHeld()) {
            deliver();
        } else {
            notifier.eventsRecorded();
        }
    }

    private void elected() {
        deliver();
        listener.worker().wake();
    }

    private void deliver() {
        deliveries.stream().map(RelayWorker::worker).forEach(Worker::wake);
    }
}
