package dev.martlet.platform.events.transport;

/** Brings events to one subscriber: a call here, a call to another process, a broker. */
@FunctionalInterface
public interface EventTransport {
    /**
     * Returns when the subscriber, or the broker that will deliver them, has stored the events. May throw; then the same events come again,
     * so some may arrive twice.
     */
    void carry(AcceptEvents events);
}
