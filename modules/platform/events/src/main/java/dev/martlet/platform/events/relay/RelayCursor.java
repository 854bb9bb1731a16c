package dev.martlet.platform.events.relay;

import java.time.Duration;

/** How far a leader has carried the events to a destination: in memory, and from time to time beside the outbox. */
final class RelayCursor {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final RelaySession session;
    private final RelayTarget destination;
    private final OutboxReader reader;
    private long saved;
    private long savedAt = System.nanoTime();

    RelayCursor(RelaySession session, RelayTarget destination) {
        this.session = session;
        this.destination = destination;
        saved = session.position(destination);
        reader = new OutboxReader(session, saved);
    }

    boolean reads(RelaySession other) {
        return session == other;
    }

    OutboxReader reader() {
        return reader;
    }

    OutboxPlace find(long position) {
        return session.find(position);
    }

    /** To where the destination says it is. If that is earlier, retention must know at once. */
    void jumpTo(long position) {
        reader.moveTo(position);
        if (position < saved) {
            save();
        }
    }

    void saveNowAndThen() {
        if (System.nanoTime() - savedAt >= INTERVAL.toNanos()) {
            save();
        }
    }

    void save() {
        if (reader.position() != saved) {
            session.move(destination.name(), reader.position());
            saved = reader.position();
        }
        savedAt = System.nanoTime();
    }
}
