package dev.martlet.platform.events.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.events.EventBatchHandler;
import dev.martlet.platform.events.EventType;
import dev.martlet.platform.events.transport.NumberedEvent;
import dev.martlet.platform.events.transport.RawEvent;
import dev.martlet.platform.sql.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the events of a batch reach handlers. */
final class EventSubscriptionsTest {
    private static final Sql NO_SQL = statement -> {
        throw new IllegalStateException("no statement is expected");
    };
    private static final EventType<Integer> LAID = new EventType<>("nests", "EggLaid", Integer.class);
    private static final EventType<Integer> HATCHED = new EventType<>("nests", "EggHatched", Integer.class);

    private final List<String> calls = new ArrayList<>();
    private final EventSubscriptions subscriptions = subscriptions();

    @Test
    void eventsOfOneTypeAndOfDifferentKeysAreHandledTogether() {
        handle(laid("a", 1), hatched("b", 2), laid("c", 3), hatched("d", 4));

        assertThat(calls).containsExactly("EggLaid [1, 3]", "EggHatched [2, 4]");
    }

    @Test
    void eventsOfOneKeyAreHandledInTheirOrder() {
        handle(laid("a", 1), laid("b", 2), hatched("b", 3), hatched("a", 4), laid("b", 5));

        assertThat(calls).containsExactly("EggLaid [1, 2]", "EggHatched [3, 4]", "EggLaid [5]");
    }

    @Test
    void noEventsReachNoHandler() {
        handle();

        assertThat(calls).isEmpty();
    }

    private EventSubscriptions subscriptions() {
        var all = new EventSubscriptions("diary", List.of(LAID, HATCHED));
        all.add(LAID, writing());
        all.add(HATCHED, writing());
        return all;
    }

    private EventBatchHandler<Integer> writing() {
        return (_, events) -> calls.add(events.getFirst().type() + " " + events.stream().map(Event::payload).toList());
    }

    private void handle(NumberedEvent... events) {
        subscriptions.handle(NO_SQL, "nests", List.of(events));
    }

    private static NumberedEvent laid(String key, int number) {
        return event(LAID, key, number);
    }

    private static NumberedEvent hatched(String key, int number) {
        return event(HATCHED, key, number);
    }

    private static NumberedEvent event(EventType<Integer> type, String key, int number) {
        return new NumberedEvent(number, new RawEvent(Ids.next(), type.name(), key, Instant.EPOCH, String.valueOf(number)));
    }
}
