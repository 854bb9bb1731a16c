package dev.martlet.platform.events.delivery;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;

/**
 * An event that a module has given up on, until an operator decides.
 *
 * @param id of this dead event: one event may be dead in several modules
 * @param module whose handler failed
 * @param payload JSON text
 * @param attempts how often it was tried
 * @param lastError the message of the last failure, at most 2000 characters
 */
public record DeadEvent(
        UUID id,
        String module,
        String publisher,
        UUID eventId,
        String type,
        String key,
        @JsonRawValue String payload,
        int attempts,
        String lastError,
        Instant occurredAt,
        Instant receivedAt) {}
