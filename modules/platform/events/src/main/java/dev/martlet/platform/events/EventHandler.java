package dev.martlet.platform.events;

import dev.martlet.platform.sql.Sql;

/**
 * What a module does about an event. Its changes and the event's completion commit together, so the effect happens once; it must have no effect
 * outside the transaction. What it throws makes the event wait and be tried again. Where many come, an
 * {@link EventBatchHandler} handles them with fewer statements.
 *
 * <p>An event at or before the module's position is not handled again. After the module's database was restored from a backup, the events since then are
 * handled again, as far as their publisher keeps them. A dead event that an operator retries is handled after later events of its key.
 */
@FunctionalInterface
public interface EventHandler<T> {
    void handle(Sql tx, Event<T> event);
}
