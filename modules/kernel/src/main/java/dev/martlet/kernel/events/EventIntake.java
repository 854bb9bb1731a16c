package dev.martlet.kernel.events;

import dev.martlet.kernel.module.Keyed;

/** The operation that every subscribing module has beside its API: it takes events into its inbox. */
@FunctionalInterface
public interface EventIntake {
    /** Keyed by the events' ids: those that it has already change nothing. Returns when they are on disk; they are handled soon after. */
    @Keyed("events")
    Accepted accept(AcceptEvents request);
}
