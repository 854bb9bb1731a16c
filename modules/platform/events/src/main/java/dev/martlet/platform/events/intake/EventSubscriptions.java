package dev.martlet.platform.events.intake;

import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.events.EventHandler;
import dev.martlet.platform.events.EventType;
import dev.martlet.platform.events.transport.NumberedEvent;
import dev.martlet.platform.events.transport.RawEvent;
import dev.martlet.platform.sql.Sql;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The events that a module subscribes to, and the one handler of each. The only place where both are checked. */
public final class EventSubscriptions {
    private final String module;
    private final List<EventType<?>> declared;
    private final Map<Kind, Subscription<?>> byKind = new ConcurrentHashMap<>();

    /** @param declared the types that need a handler each, before the module's events start */
    public EventSubscriptions(String module, List<EventType<?>> declared) {
        this.module = module;
        this.declared = List.copyOf(declared);
    }

    /** @throws IllegalStateException if the module does not declare the type, or has a handler for it: a bug */
    public <T> void add(EventType<T> type, EventHandler<T> handler) {
        if (!declared.contains(type) || byKind.putIfAbsent(Kind.of(type), new Subscription<>(type, handler)) != null) {
            throw new IllegalStateException(module + " does not declare that it subscribes to " + type.name() + ", or has a handler for it already");
        }
    }

    /** @throws IllegalStateException if a type has no handler: a bug */
    public void requireComplete() {
        declared.stream().filter(type -> !byKind.containsKey(Kind.of(type))).findFirst().ifPresent(type -> {
            throw new IllegalStateException(module + " subscribes to " + type.name() + " but has no handler for it");
        });
    }

    /** Hands an event to its handler; throws what the handler throws. */
    @SuppressWarnings("unchecked") // a type is added with a handler of its own payload
    public <T> void handle(Sql tx, EventType<T> type, Event<T> event) {
        ((Subscription<T>) byKind.get(Kind.of(type))).handler().handle(tx, event);
    }

    public boolean isEmpty() {
        return declared.isEmpty();
    }

    boolean has(String publisher, RawEvent event) {
        return byKind.containsKey(new Kind(publisher, event.type()));
    }

    /** The names of the types that this process can handle. */
    String[] types() {
        return byKind.keySet().stream().map(Kind::type).distinct().toArray(String[]::new);
    }

    void handle(Sql tx, String publisher, NumberedEvent event) {
        Optional.ofNullable(byKind.get(new Kind(publisher, event.event().type())))
                .orElseThrow(() -> new IllegalStateException("no handler for " + event.event().type() + " of " + publisher))
                .handle(tx, event);
    }

    private record Kind(String publisher, String type) {
        static Kind of(EventType<?> type) {
            return new Kind(type.module(), type.name());
        }
    }

    private record Subscription<T>(EventType<T> type, EventHandler<T> handler) {
        void handle(Sql tx, NumberedEvent numbered) {
            RawEvent raw = numbered.event();
            T payload = Json.tolerant().readValue(raw.payload(), type.payload());
            handler.handle(tx, new Event<>(raw.id(), raw.type(), raw.key(), raw.occurredAt(), payload, numbered.number()));
        }
    }
}
