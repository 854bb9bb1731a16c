package dev.martlet.platform.events.delivery;

import java.time.Duration;

/**
 * Events that wait: in a publisher's outbox for one subscriber, or in a subscriber's own module because one of their key failed.
 *
 * @param module whose table they wait in
 * @param subscriber whom they wait for
 * @param waiting how many, counted up to 100 000
 * @param oldest how long the oldest has waited; zero if none waits
 * @param failed how many of them have failed at least once; zero for an outbox
 * @param dead how many the module has given up on; zero for an outbox
 */
public record EventBacklog(String module, Direction direction, String subscriber, long waiting, Duration oldest, long failed, long dead) {
    /** Which table. */
    public enum Direction { OUTBOX, INBOX }

    static EventBacklog none(String module, Direction direction, String subscriber) {
        return new EventBacklog(module, direction, subscriber, 0, Duration.ZERO, 0, 0);
    }
}
