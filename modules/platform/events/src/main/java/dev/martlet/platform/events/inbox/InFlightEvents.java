package dev.martlet.platform.events.inbox;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The events that this process' workers have taken. A row's lock is not enough to keep one worker from what another has: it ends with the
 * transaction, a moment before its failure is written down, and in that moment the event would run once more.
 */
final class InFlightEvents {
    private final Set<Long> seqs = new HashSet<>();

    /** @param taking takes further events, but none of those that it is given. One at a time, or it would not know all of them. */
    synchronized List<InboxRow> take(Function<long[], List<InboxRow>> taking) {
        List<InboxRow> taken = taking.apply(seqs.stream().mapToLong(Long::longValue).toArray());
        taken.forEach(event -> seqs.add(event.seq()));
        return taken;
    }

    synchronized void release(List<InboxRow> events) {
        events.forEach(event -> seqs.remove(event.seq()));
    }
}
