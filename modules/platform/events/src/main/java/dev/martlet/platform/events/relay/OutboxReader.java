package dev.martlet.platform.events.relay;

import dev.martlet.platform.events.transport.NumberedEvent;
import java.util.List;
import java.util.Set;

/**
 * Reads an outbox in the order of its ids without passing over an event whose transaction commits late (decision 0003). Ids are given
 * before commits happen, so a missing id is either still to come or was rolled back. It is waited for until every transaction has ended that
 * was writing when the gap was seen. For one session alone: what is settled on one server says nothing about another that replaced it.
 */
final class OutboxReader {
    private final RelaySession session;
    /** The next events have higher numbers. */
    private long position;
    /** Every id up to this one is committed and visible, or will never be. */
    private long settled;
    private Set<String> writers = Set.of();
    /** What is settled once the writers have ended. */
    private long horizon;

    OutboxReader(RelaySession session, long position) {
        this.session = session;
        this.position = position;
    }

    long position() {
        return position;
    }

    /** Goes on, or back, to the events after this number. */
    void moveTo(long position) {
        this.position = position;
    }

    /** The next events that surely have no earlier one still to come. */
    Batch next() {
        settle();
        List<NumberedEvent> rows = session.read(position);
        int sure = sure(rows);
        if (sure < rows.size() && horizon <= settled) {
            // A transaction that owns a missing id below the last one has held its lock on the table since before it got the id, so it is among these.
            writers = Set.copyOf(session.writers());
            horizon = rows.getLast().number();
        }
        return new Batch(rows.subList(0, sure), sure < rows.size());
    }

    /** Must come before the rows are read: only a snapshot that is younger than the end of a transaction shows what it did. */
    private void settle() {
        if (horizon > settled && (writers.isEmpty() || session.writers().stream().noneMatch(writers::contains))) {
            settled = horizon;
        }
    }

    private int sure(List<NumberedEvent> rows) {
        int sure = 0;
        while (sure < rows.size() && isSure(rows, sure)) {
            sure++;
        }
        return sure;
    }

    private boolean isSure(List<NumberedEvent> rows, int index) {
        long number = rows.get(index).number();
        long before = index == 0 ? position : rows.get(index - 1).number();
        return number == before + 1 || number <= settled;
    }

    /** @param waits whether events are there that must wait for a transaction */
    record Batch(List<NumberedEvent> events, boolean waits) {}
}
