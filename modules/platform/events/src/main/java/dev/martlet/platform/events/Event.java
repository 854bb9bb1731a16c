package dev.martlet.platform.events;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.sql.Signal;
import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened in a module, as others learn of it.
 *
 * <p>A repository records one by handing it as the single parameter to the SQL function {@code record_event(?)} of its schema, in the
 * statement of the change itself: {@code with changed as (update … returning …) select record_event(?) from changed}.
 *
 * @param id unique for ever; duplicates are recognised by it
 * @param type the name of its {@link EventType}
 * @param key the id of the aggregate it is about; events of one key stay in order
 * @param occurredAt when the change was made
 */
public record Event<T>(UUID id, String type, String key, Instant occurredAt, T payload) implements Signal {
    public static <T> Event<T> of(EventType<T> type, UUID key, Instant occurredAt, T payload) {
        return new Event<>(Ids.next(), type.name(), key.toString(), occurredAt, payload);
    }
}
