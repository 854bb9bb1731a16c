package dev.martlet.platform.events.relay;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Whether a delivery is halted because its subscriber has events that the publisher's database does not have; logged when it changes. */
final class DeliveryState {
    private static final Logger LOG = System.getLogger(DeliveryState.class.getName());

    private final String publisher;
    private final String subscriber;
    private volatile boolean halted;

    DeliveryState(String publisher, String subscriber) {
        this.publisher = publisher;
        this.subscriber = subscriber;
    }

    boolean isHalted() {
        return halted;
    }

    void halted(long position) {
        if (!halted) {
            LOG.log(Level.ERROR, "Events of {0} for {1} halted: {1} has handled event {2,number,#}, which the outbox of {0} does not have."
                    + " Was its database restored from a backup? See docs/jobs/backup.md", publisher, subscriber, position);
        }
        halted = true;
    }

    /** Another process leads. */
    void reset() {
        halted = false;
    }

    void resumed() {
        if (halted) {
            LOG.log(Level.INFO, "Events of {0} for {1} are delivered again", publisher, subscriber);
        }
        halted = false;
    }

    /** As a subscriber is after its database was restored from a backup. */
    void behind(long position, long sent) {
        LOG.log(Level.WARNING, "{1} has handled the events of {0} up to {2,number,#}, not {3,number,#}: those after it are sent again, as far as they are kept",
                publisher, subscriber, position, sent);
    }
}
