package dev.martlet.platform.events.intake;

import java.util.Optional;
import java.util.UUID;

/**
 * How far a subscriber has handled a publisher's events.
 *
 * @param number of the last event that was handled; negative if it is not known, and the publisher's relay is believed
 * @param eventId the event with that number, as far as it is known
 */
record Position(long number, Optional<UUID> eventId) {
    boolean isUnknown() {
        return number < 0;
    }

    /** Whether the event with this number may be the one that was handled. */
    boolean isAt(UUID id) {
        return eventId.isEmpty() || eventId.get().equals(id);
    }
}
