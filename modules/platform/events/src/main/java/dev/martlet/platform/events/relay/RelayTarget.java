package dev.martlet.platform.events.relay;

import dev.martlet.platform.events.transport.EventTransport;
import java.util.List;

/**
 * Where a module's events are carried.
 *
 * @param name under which its position in the outbox is kept: a subscriber, or what brings events to several
 * @param insteadOf those whose events it carries from now on: without a position of its own it begins at the least of theirs, so that none is passed over
 */
public record RelayTarget(String name, EventTransport transport, List<String> insteadOf) {
    public RelayTarget {
        insteadOf = List.copyOf(insteadOf);
    }
}
