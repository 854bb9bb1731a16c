package dev.martlet.platform.events.transport;

import dev.martlet.platform.calls.invoke.ContractSubject;
import java.util.List;

/**
 * Events that a publisher's relay hands to one subscriber.
 *
 * @param publisher the module that recorded them
 * @param subscriber the module they are for, or what brings them to several
 * @param events in the order in which they were recorded
 */
public record AcceptEvents(String publisher, String subscriber, List<RawEvent> events) implements ContractSubject {
    public AcceptEvents {
        events = List.copyOf(events);
    }

    @Override
    public String contractSubject() {
        return publisher;
    }
}
