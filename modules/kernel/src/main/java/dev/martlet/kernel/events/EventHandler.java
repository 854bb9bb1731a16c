package dev.martlet.kernel.events;

import dev.martlet.kernel.sql.Sql;

/**
 * What a module does about an event. Its changes and the event's completion commit together, so the effect happens once; it must have no effect
 * outside the transaction. What it throws makes the event wait and be tried again.
 */
@FunctionalInterface
public interface EventHandler<T> {
    void handle(Sql tx, Event<T> event);
}
