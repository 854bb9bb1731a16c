package dev.martlet.platform.events.transport;

import java.util.List;

/** Handles the events that a partition of a topic brings. */
@FunctionalInterface
public interface PartitionIntake {
    /**
     * Those up to the subscriber's position in the partition change nothing. Returns when the effects of the others are on disk; events that failed are kept
     * and tried again later. Throws if the events are to be repeated.
     *
     * @param partition 0 or above
     * @param events in the order of the partition: their numbers rise, but for repetitions
     */
    void handle(String publisher, int partition, List<NumberedEvent> events);
}
