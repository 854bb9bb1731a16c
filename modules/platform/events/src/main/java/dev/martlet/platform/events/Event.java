package dev.martlet.platform.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.martlet.platform.core.Ids;
import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.core.trace.Tracing;
import dev.martlet.platform.sql.Recordable;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that happened in a module, as others learn of it.
 *
 * <p>Recorded through the module's {@link Outbox}.
 *
 * @param id unique for ever; duplicates are recognised by it
 * @param type the name of its {@link EventType}
 * @param key the id of the aggregate it is about; events of one key stay in order
 * @param occurredAt when the change was made
 * @param traceparent the span that recorded it (W3C Trace Context); empty unless its trace is exported
 * @param number given by the publisher when it is recorded, 0 before: of two events of one key the later one has the higher number
 */
public record Event<T>(UUID id, String type, String key, Instant occurredAt, T payload,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> traceparent, @JsonIgnore long number) implements Recordable {
    /** Outside of any trace. */
    public Event(UUID id, String type, String key, Instant occurredAt, T payload, long number) {
        this(id, type, key, occurredAt, payload, Optional.empty(), number);
    }

    public static <T> Event<T> of(EventType<T> type, UUID key, Instant occurredAt, T payload) {
        return new Event<>(Ids.next(), type.name(), key.toString(), occurredAt, payload, Tracing.parent(), 0);
    }

    /** As the SQL function {@code record_event} takes it. */
    String toJson() {
        return Json.tolerant().writeValueAsString(this);
    }
}
