package dev.martlet.platform.events;

import dev.martlet.platform.sql.Sql;
import java.util.List;

/**
 * An {@link EventHandler} of events that have arrived together: for changes that are one statement over arrays ({@code unnest}). The events, at least one,
 * have different keys and are in the order of recording. If it throws, nothing of the batch is kept, and its events come again one by one.
 */
@FunctionalInterface
public interface EventBatchHandler<T> {
    void handle(Sql tx, List<Event<T>> events);

    /** Handles one event after the other. */
    static <T> EventBatchHandler<T> of(EventHandler<T> handler) {
        return (tx, events) -> events.forEach(event -> handler.handle(tx, event));
    }
}
