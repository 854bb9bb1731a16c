package dev.martlet.bootstrap.console;

import dev.martlet.bootstrap.console.ConsoleOperations.FailedItem;
import dev.martlet.bootstrap.console.ConsoleOperations.FailedList;
import dev.martlet.bootstrap.console.ConsoleOperations.FailedQuery;
import dev.martlet.bootstrap.console.ConsoleOperations.Settle;
import dev.martlet.bootstrap.console.ConsoleOperations.Settled;
import dev.martlet.platform.core.Slice;
import dev.martlet.platform.events.delivery.DeadEvent;
import dev.martlet.platform.events.delivery.DeadEvents;
import dev.martlet.platform.events.delivery.EventFilter;
import dev.martlet.platform.events.delivery.WaitingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The failed and the dead events of the modules of this process; dead ones are settled one by one, or all of a type at once. */
public final class FailedEvents {
    private static final int PAGE = 200;
    private static final String RETRY = "retry";

    private final Supplier<DeadEvents> events;

    public FailedEvents(Supplier<DeadEvents> events) {
        this.events = events;
    }

    FailedList list(FailedQuery query) {
        var filter = new EventFilter(query.subscriber(), query.publisher(), query.type());
        Optional<UUID> before = query.before().map(UUID::fromString);
        return query.dead()
                ? list(events.get().list(filter, before, query.limit()), FailedEvents::item)
                : list(events.get().waiting(filter, before, query.limit()), FailedEvents::item);
    }

    /** How many of each kind there are. */
    public List<ProcessReport.Unhandled> kinds() {
        return events.get().kinds().stream()
                .map(kind -> new ProcessReport.Unhandled(kind.module(), kind.publisher(), kind.type(), Math.toIntExact(kind.dead()), kind.waiting())).toList();
    }

    /** Exactly those that were counted are settled; what dies meanwhile stays. */
    Settled settle(Settle request) {
        Predicate<UUID> action = request.action().equals(RETRY) ? events.get()::retry : events.get()::drop;
        if (request.id().isPresent()) {
            return new Settled(1, action.test(UUID.fromString(request.id().get())));
        }
        List<UUID> ids = ids(new EventFilter(Optional.of(request.subscriber()), Optional.empty(), request.type()));
        boolean expected = request.count().filter(count -> count == ids.size()).isPresent();
        if (expected) {
            ids.forEach(action::test);
        }
        return new Settled(ids.size(), expected);
    }

    private List<UUID> ids(EventFilter filter) {
        var ids = new ArrayList<UUID>();
        Optional<UUID> before = Optional.empty();
        Slice<DeadEvent> slice;
        do {
            slice = events.get().list(filter, before, PAGE);
            slice.rows().stream().map(DeadEvent::id).forEach(ids::add);
            before = slice.rows().isEmpty() ? Optional.empty() : Optional.of(slice.rows().getLast().id());
        } while (before.isPresent() && (slice.cut() || slice.rows().size() == PAGE));
        return ids;
    }

    private static <T> FailedList list(Slice<T> slice, Function<T, FailedItem> item) {
        return new FailedList(slice.rows().stream().map(item).toList(), slice.cut(), slice.bytes());
    }

    private static FailedItem item(DeadEvent event) {
        return new FailedItem(event.id().toString(), event.module(), event.publisher(), event.type(), event.key(), event.attempts(),
                event.occurredAt().toString(), event.receivedAt().toString(), Optional.empty(), event.lastError(), event.payload());
    }

    private static FailedItem item(WaitingEvent event) {
        return new FailedItem(event.id().toString(), event.module(), event.publisher(), event.type(), event.key(), event.attempts(),
                event.occurredAt().toString(), event.receivedAt().toString(), Optional.of(event.nextAttemptAt().toString()), event.lastError(),
                event.payload());
    }
}
