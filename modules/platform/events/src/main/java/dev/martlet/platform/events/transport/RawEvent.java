package dev.martlet.platform.events.transport;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * An event on its way: its payload is JSON that only the handler's module reads, so that a transport loses nothing that it does not know.
 *
 * @param payload JSON text
 */
public record RawEvent(
        UUID id, String type, String key, Instant occurredAt, @JsonRawValue @JsonDeserialize(using = RawJson.class) String payload) {}
