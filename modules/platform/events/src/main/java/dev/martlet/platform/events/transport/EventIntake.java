package dev.martlet.platform.events.transport;

import dev.martlet.platform.calls.Keyed;
import dev.martlet.platform.calls.invoke.Operation;

/** The operation that every subscribing module has beside its API: it handles the events of a publisher. */
@FunctionalInterface
public interface EventIntake {
    /** Its name. */
    String OPERATION = "handleEvents";

    /**
     * Keyed by the events' numbers: those up to the subscriber's position change nothing. Returns when their effects are on disk; events that failed are
     * kept and tried again later. Throws if the batch is to be repeated.
     */
    @Keyed("events")
    IntakeOutcome handleEvents(EventBatch batch);

    /** The operation as every subscribing module has it. */
    static Operation operation(String module) {
        try {
            return Operation.of(EventIntake.class.getMethod(OPERATION, EventBatch.class), module);
        } catch (NoSuchMethodException bug) {
            throw new IllegalStateException(bug);
        }
    }
}
