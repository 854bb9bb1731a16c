package dev.martlet.platform.events.transport;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * An event on its way: its payload is JSON that only the handler's module reads, so that a transport loses nothing that it does not know.
 *
 * @param payload JSON text
 * @param traceparent the span that recorded it (W3C Trace Context); empty unless its trace is exported
 */
public record RawEvent(
        UUID id, String type, String key, Instant occurredAt, @JsonRawValue @JsonDeserialize(using = RawJson.class) String payload,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> traceparent) {
    public RawEvent {
        traceparent = traceparent == null ? Optional.empty() : traceparent;
    }

    /** Outside of any trace. */
    public RawEvent(UUID id, String type, String key, Instant occurredAt, String payload) {
        this(id, type, key, occurredAt, payload, Optional.empty());
    }
}
