package dev.martlet.platform.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.martlet.platform.core.Ids;
import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.sql.Recordable;
import java.time.Instant;
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
 * @param number given by the publisher when it is recorded, 0 before: of two events of one key the later one has the higher number
 */
public record Event<T>(UUID id, String type, String key, Instant occurredAt, T payload, @JsonIgnore long number) implements Recordable {
    public static <T> Event<T> of(EventType<T> type, UUID key, Instant occurredAt, T payload) {
        return new Event<>(Ids.next(), type.name(), key.toString(), occurredAt, payload, 0);
    }

    /** As the SQL function {@code record_event} takes it. */
    String toJson() {
        return Json.tolerant().writeValueAsString(this);
    }
}
