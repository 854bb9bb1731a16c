package dev.martlet.platform.events.intake;

import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.events.EventBatchHandler;
import dev.martlet.platform.events.EventType;
import dev.martlet.platform.events.transport.EventSpans;
import dev.martlet.platform.events.transport.NumberedEvent;
import dev.martlet.platform.events.transport.RawEvent;
import dev.martlet.platform.sql.Sql;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The events that a module subscribes to, and the one handler of each. The only place where both are checked. */
public final class EventSubscriptions {
    private static final Logger LOG = System.getLogger(EventSubscriptions.class.getName());
    private final String module;
    private final List<EventType<?>> declared;
    private final Map<Kind, Subscription<?>> byKind = new ConcurrentHashMap<>();

    /** @param declared the types that need a handler each, before the module's events start */
    public EventSubscriptions(String module, List<EventType<?>> declared) {
        this.module = module;
        this.declared = List.copyOf(declared);
    }

    /** @throws IllegalStateException if the module does not declare the type, or has a handler for it: a bug */
    public <T> void add(EventType<T> type, EventBatchHandler<T> handler) {
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
        ((Subscription<T>) byKind.get(Kind.of(type))).handler().handle(tx, List.of(event));
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

    /** Events of a key reach their handlers in the order given; those of different keys and of one type together. */
    void handle(Sql tx, String publisher, List<NumberedEvent> events) {
        if (LOG.isLoggable(Level.DEBUG)) {
            events.stream().map(NumberedEvent::event)
                    .forEach(event -> LOG.log(Level.DEBUG, module + " handles " + event.type() + " " + event.id() + " of " + event.key()));
        }
        EventSpans.process(module, publisher, events, () -> handleInOrder(tx, publisher, events));
    }

    private void handleInOrder(Sql tx, String publisher, List<NumberedEvent> events) {
        var keys = new HashSet<String>();
        var together = new ArrayList<NumberedEvent>();
        for (NumberedEvent event : events) {
            if (keys.contains(event.event().key())) {
                handleTogether(tx, publisher, together);
                keys.clear();
                together.clear();
            }
            keys.add(event.event().key());
            together.add(event);
        }
        handleTogether(tx, publisher, together);
    }

    private void handleTogether(Sql tx, String publisher, List<NumberedEvent> events) {
        events.stream()
                .collect(Collectors.groupingBy(event -> subscription(publisher, event.event()), LinkedHashMap::new, Collectors.toList()))
                .forEach((subscription, ofOneType) -> subscription.handle(tx, publisher, ofOneType));
    }

    private Subscription<?> subscription(String publisher, RawEvent event) {
        return Optional.<Subscription<?>>ofNullable(byKind.get(new Kind(publisher, event.type())))
                .orElseThrow(() -> new IllegalStateException("no handler for " + event.type() + " of " + publisher));
    }

    private record Kind(String publisher, String type) {
        static Kind of(EventType<?> type) {
            return new Kind(type.module(), type.name());
        }
    }

    private record Subscription<T>(EventType<T> type, EventBatchHandler<T> handler) {
        void handle(Sql tx, String publisher, List<NumberedEvent> events) {
            handler.handle(tx, events.stream().map(this::read).toList());
            if (type.erases()) {
                FailedEventRepository.eraseBefore(tx, publisher, events);
            }
        }

        private Event<T> read(NumberedEvent numbered) {
            RawEvent raw = numbered.event();
            T payload = Json.tolerant().readValue(raw.payload(), type.payload());
            return new Event<>(raw.id(), raw.type(), raw.key(), raw.occurredAt(), payload, numbered.number());
        }
    }
}
