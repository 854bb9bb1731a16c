package dev.martlet.platform.events.transport;

/** Brings events to one subscriber: a call here, a call to another process, a broker. */
@FunctionalInterface
public interface EventTransport {
    /**
     * Returns when the subscriber has handled the events, or the broker that will deliver them has stored them. May throw; then the same events come again,
     * so some may arrive twice.
     */
    IntakeOutcome carry(EventBatch batch);

    /** Whether the answer tells how far the subscriber itself is. */
    default boolean answersPosition() {
        return true;
    }

    /** What carries the events, as traces name it. */
    default String system() {
        return "martlet";
    }
}
