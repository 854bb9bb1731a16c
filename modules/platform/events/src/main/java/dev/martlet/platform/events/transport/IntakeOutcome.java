package dev.martlet.platform.events.transport;

import java.util.Optional;
import java.util.UUID;

/** What became of a batch of events. */
public sealed interface IntakeOutcome {
    /**
     * The subscriber has handled the publisher's events up to this position, or keeps those that failed.
     *
     * @param position within the batch; less than its end if there was no time for all of it
     */
    record Handled(long position) implements IntakeOutcome {}

    /**
     * Nothing was handled: the batch does not continue what the subscriber has.
     *
     * @param position up to which the subscriber has handled the publisher's events
     * @param eventId the event with that number, as far as the subscriber knows; the publisher's own may be another after a restored backup
     */
    record Refused(long position, Optional<UUID> eventId) implements IntakeOutcome {}
}
