package dev.martlet.bootstrap.console;

import dev.martlet.bootstrap.console.ConsoleOperations.DeadItem;
import dev.martlet.bootstrap.console.ConsoleOperations.Settle;
import dev.martlet.bootstrap.console.ConsoleOperations.Settled;
import dev.martlet.platform.core.Slice;
import dev.martlet.platform.events.delivery.DeadEvent;
import dev.martlet.platform.events.delivery.DeadEvents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The dead events of the modules of this process, one or all of a type at once. */
public final class ConsoleDeadEvents {
    private static final int PAGE = 200;
    private static final String RETRY = "retry";

    private final Supplier<DeadEvents> events;

    public ConsoleDeadEvents(Supplier<DeadEvents> events) {
        this.events = events;
    }

    List<DeadItem> list(int limit) {
        return events.get().list(Optional.empty(), limit).rows().stream().map(ConsoleDeadEvents::item).toList();
    }

    /** How many of each kind there are among the newest. */
    public List<ProcessReport.DeadKind> kinds() {
        var kinds = new LinkedHashMap<List<String>, Integer>();
        events.get().list(Optional.empty(), PAGE).rows()
                .forEach(event -> kinds.merge(List.of(event.module(), event.publisher(), event.type()), 1, Integer::sum));
        return kinds.entrySet().stream().map(kind -> kind(kind.getKey(), kind.getValue())).toList();
    }

    private static ProcessReport.DeadKind kind(List<String> names, int count) {
        return new ProcessReport.DeadKind(names.get(0), names.get(1), names.get(2), count);
    }

    /** Exactly those that were counted are settled; what dies meanwhile stays. */
    Settled settle(Settle request) {
        Predicate<UUID> action = request.action().equals(RETRY) ? events.get()::retry : events.get()::drop;
        if (request.id().isPresent()) {
            return new Settled(1, action.test(UUID.fromString(request.id().get())));
        }
        List<UUID> ids = ids(request.subscriber(), request.type().orElse(""));
        boolean expected = request.count().filter(count -> count == ids.size()).isPresent();
        if (expected) {
            ids.forEach(action::test);
        }
        return new Settled(ids.size(), expected);
    }

    private List<UUID> ids(String subscriber, String type) {
        var ids = new ArrayList<UUID>();
        Optional<UUID> before = Optional.empty();
        Slice<DeadEvent> slice;
        do {
            slice = events.get().list(before, PAGE);
            slice.rows().stream().filter(event -> event.module().equals(subscriber) && event.type().equals(type)).map(DeadEvent::id).forEach(ids::add);
            before = slice.rows().isEmpty() ? Optional.empty() : Optional.of(slice.rows().getLast().id());
        } while (before.isPresent() && (slice.cut() || slice.rows().size() == PAGE));
        return ids;
    }

    private static DeadItem item(DeadEvent event) {
        return new DeadItem(event.id().toString(), event.module(), event.publisher(), event.type(), event.key(), event.attempts(),
                event.occurredAt().toString(), event.receivedAt().toString(), event.lastError(), event.payload());
    }
}
