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
        reader = new OutboxReader(session, destination.transport().answersPosition() ? beforeLastSent() : saved);
    }

    /** The last event is sent again, so that the destination says where it is even if no new one comes: its database may have been restored from a backup. */
    private long beforeLastSent() {
        return session.lastUpTo(saved).map(last -> last - 1).orElse(saved);
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
            save(position);
        }
    }

    void saveNowAndThen() {
        if (System.nanoTime() - savedAt >= INTERVAL.toNanos()) {
            save();
        }
    }

    void save() {
        if (reader.position() > saved) {
            save(reader.position());
        }
        savedAt = System.nanoTime();
    }

    private void save(long position) {
        session.move(destination.name(), position);
        saved = position;
    }
}
