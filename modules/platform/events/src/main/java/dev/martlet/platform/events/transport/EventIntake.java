package dev.martlet.platform.events.transport;

import dev.martlet.platform.calls.Keyed;
import dev.martlet.platform.calls.invoke.Operation;

/** The operation that every subscribing module has beside its API: it takes events into its inbox. */
@FunctionalInterface
public interface EventIntake {
    /** Keyed by the events' ids: those that it has already change nothing. Returns when they are on disk; they are handled soon after. */
    @Keyed("events")
    Accepted accept(AcceptEvents request);

    /** The operation as every subscribing module has it. */
    static Operation operation(String module) {
        try {
            return Operation.of(EventIntake.class.getMethod("accept", AcceptEvents.class), module);
        } catch (NoSuchMethodException bug) {
            throw new IllegalStateException(bug);
        }
    }
}
