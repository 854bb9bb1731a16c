package dev.martlet.platform.events.intake;

import dev.martlet.platform.events.transport.EventBatch;
import dev.martlet.platform.events.transport.NumberedEvent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Events of one publisher that have arrived together.
 *
 * @param partition of the topic that they came by; {@value #DIRECT} if they came by a call
 * @param follows the position that they continue; empty if gaps before them are no loss, as in a partition
 * @param events by rising number
 */
record Arrival(String publisher, int partition, OptionalLong follows, List<NumberedEvent> events) {
    static final int DIRECT = -1;

    static Arrival of(EventBatch batch) {
        return new Arrival(batch.publisher(), DIRECT, OptionalLong.of(batch.follows()), batch.events());
    }

    boolean isDirect() {
        return partition == DIRECT;
    }

    NumberedEvent last() {
        return events.getLast();
    }

    /** Where a subscriber must be for all of these to come next: at least. */
    long earliest() {
        return follows.orElse(0);
    }

    /** The same: at most. */
    long latest() {
        return follows.orElse(events.getFirst().number() - 1);
    }

    /** The events that come next; empty if these neither continue the position nor repeat its event. */
    Optional<List<NumberedEvent>> after(Position position) {
        if (position.isUnknown() || follows.isPresent() && follows.getAsLong() == position.number()) {
            return Optional.of(events);
        }
        Optional<NumberedEvent> same = at(position.number());
        if (same.isPresent()) {
            return same.filter(event -> position.isAt(event.event().id())).map(_ -> newerThan(position.number()));
        }
        return Optional.of(newerThan(position.number())).filter(_ -> !isDirect());
    }

    private Optional<NumberedEvent> at(long number) {
        return events.stream().filter(event -> event.number() == number).findFirst();
    }

    private List<NumberedEvent> newerThan(long number) {
        return events.stream().filter(event -> event.number() > number).toList();
    }
}
