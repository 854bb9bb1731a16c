package dev.martlet.platform.events.relay;

import java.util.Optional;
import java.util.UUID;

/**
 * What an outbox has at a number.
 *
 * @param eventId the event with that number; empty if there is none, or none any more
 * @param oldest the lowest number that is kept
 * @param newest the highest number that was given
 */
record OutboxPlace(Optional<UUID> eventId, Optional<Long> oldest, long newest) {
    /** Whether a subscriber that says it has handled this event has handled an event of this outbox, and not of one that was lost. */
    boolean fits(long position, Optional<UUID> handled) {
        return position <= newest && (eventId.isPresent()
                ? handled.isEmpty() || handled.equals(eventId)
                : handled.isEmpty() || oldest.isEmpty() || position < oldest.get());
    }
}
