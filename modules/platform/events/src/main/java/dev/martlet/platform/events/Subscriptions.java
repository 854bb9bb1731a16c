package dev.martlet.platform.events;

import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.sql.Sql;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which handler a module has for which event. */
final class Subscriptions {
    private final Map<Kind, Subscription<?>> byKind = new ConcurrentHashMap<>();

    <T> void add(EventType<T> type, EventHandler<T> handler) {
        if (byKind.putIfAbsent(Kind.of(type), new Subscription<>(type, handler)) != null) {
            throw new IllegalStateException(type.name() + " of " + type.module() + " has a handler already");
        }
    }

    boolean has(EventType<?> type) {
        return byKind.containsKey(Kind.of(type));
    }

    boolean has(String publisher, RawEvent event) {
        return byKind.containsKey(new Kind(publisher, event.type()));
    }

    /** The names of the types that this process can handle. */
    String[] types() {
        return byKind.keySet().stream().map(Kind::type).distinct().toArray(String[]::new);
    }

    void handle(Sql tx, InboxRow received) {
        Optional.ofNullable(byKind.get(new Kind(received.publisher(), received.event().type())))
                .orElseThrow(() -> new IllegalStateException("no handler for " + received.event().type() + " of " + received.publisher()))
                .handle(tx, received.event());
    }

    private record Kind(String publisher, String type) {
        static Kind of(EventType<?> type) {
            return new Kind(type.module(), type.name());
        }
    }

    private record Subscription<T>(EventType<T> type, EventHandler<T> handler) {
        void handle(Sql tx, RawEvent raw) {
            T payload = Json.tolerant().readValue(raw.payload(), type.payload());
            handler.handle(tx, new Event<>(raw.id(), raw.type(), raw.key(), raw.occurredAt(), payload));
        }
    }
}
