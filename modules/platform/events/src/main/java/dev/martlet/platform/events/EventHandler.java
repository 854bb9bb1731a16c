package dev.martlet.platform.events;

import dev.martlet.platform.sql.Sql;

/**
 * What a module does about an event. Its changes and the event's completion commit together, so the effect happens once; it must have no effect
 * outside the transaction. What it throws makes the event wait and be tried again. With {@link Sql#executeLater} the changes of many events, which are handled
 * together, are one round trip.
 *
 * <p>An event that comes again is known for as long as {@code events.retention} says. One that comes later than that (a relay was down for longer, a topic is
 * read anew) is handled again: keys of the handler's own, such as the order's id, keep its effect one.
 */
@FunctionalInterface
public interface EventHandler<T> {
    void handle(Sql tx, Event<T> event);
}
