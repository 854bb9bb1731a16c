package dev.martlet.kernel.events;

import dev.martlet.kernel.sql.Database;
import dev.martlet.kernel.work.Worker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Carries the events that a module records to its subscribers; in one process at a time. */
final class Relay implements AutoCloseable {
    private final Leadership leadership;
    private final Notifier notifier;
    private final Listener listener;
    private final List<Delivery> deliveries;

    Relay(Database database, String module, Collection<Destination> destinations) {
        var channel = new Channel(module);
        leadership = new Leadership(database, module, this::elected);
        notifier = new Notifier(database, channel);
        listener = new Listener(database, channel, leadership, this::deliver);
        deliveries = destinations.stream().map(destination -> new Delivery(module, destination, leadership)).toList();
        database.onEventsRecorded(this::eventsRecorded);
    }

    void start() {
        leadership.start();
        workers().forEach(Worker::start);
        listener.worker().start();
    }

    /** Deliveries under way are finished first; then another process may lead at once. */
    @Override
    public void close() {
        Worker.closeAll(workers());
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
        deliveries.stream().map(Delivery::worker).forEach(Worker::wake);
    }
}
