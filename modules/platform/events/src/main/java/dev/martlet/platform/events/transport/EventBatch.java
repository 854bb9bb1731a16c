package dev.martlet.platform.events.transport;

import dev.martlet.platform.calls.invoke.ContractSubject;
import java.util.List;

/**
 * Events that a publisher's relay hands to one subscriber: all that were recorded after {@code follows}, up to the last of these.
 *
 * @param publisher the module that recorded them
 * @param subscriber the module they are for, or what brings them to several
 * @param follows the position that the relay takes the subscriber to have: the number of the event before these, 0 before the first
 * @param events at least one, by rising number
 */
public record EventBatch(String publisher, String subscriber, long follows, List<NumberedEvent> events) implements ContractSubject {
    /** @throws IllegalArgumentException if the numbers do not rise, or there is no event */
    public EventBatch {
        events = List.copyOf(events);
        long before = follows;
        for (NumberedEvent event : events) {
            if (event.number() <= before || event.event() == null) {
                throw new IllegalArgumentException("the numbers of a batch must rise");
            }
            before = event.number();
        }
        if (events.isEmpty() || follows < 0) {
            throw new IllegalArgumentException("a batch needs events, and a position that it follows");
        }
    }

    /** The number of the last event. */
    public long end() {
        return events.getLast().number();
    }

    @Override
    public String contractSubject() {
        return publisher;
    }
}
