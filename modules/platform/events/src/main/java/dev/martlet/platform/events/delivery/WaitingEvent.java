package dev.martlet.platform.events.delivery;

import java.time.Instant;
import java.util.UUID;

/**
 * An event that a module tries again, or that waits behind one of its key.
 *
 * @param id of the event, which may wait in several modules
 * @param module whose handler failed
 * @param payload JSON text
 * @param attempts how often it was tried; 0 for one that waits behind another
 * @param lastError empty for one that waits behind another
 */
public record WaitingEvent(
        UUID id,
        String module,
        String publisher,
        String type,
        String key,
        String payload,
        int attempts,
        String lastError,
        Instant occurredAt,
        Instant receivedAt,
        Instant nextAttemptAt) {}
