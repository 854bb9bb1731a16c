package dev.martlet.platform.events.check;

import dev.martlet.platform.events.check.HandledRepository.Position;
import dev.martlet.platform.sql.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The events of one publisher for one subscriber, by the tables of both. The order of reading makes the answers right beside a relay at work: a subscriber
 * only moves on, so what is read first of it is not ahead of what is read of the publisher later.
 */
public final class Subscription {
    private static final int MOST_DEAD = 10_000;

    private final String publisher;
    private final String subscriber;
    private final PublishedRepository published;
    private final HandledRepository handled;

    /**
     * @param published reads the schema of the publisher
     * @param handled reads the schema of the subscriber
     */
    public Subscription(String publisher, Sql published, String subscriber, Sql handled) {
        this.publisher = publisher;
        this.subscriber = subscriber;
        this.published = new PublishedRepository(published);
        this.handled = new HandledRepository(handled);
    }

    /** Those of the keys whose recorded events are not all handled yet. What is read of the subscriber after this has the effects of all others. */
    public Set<String> onTheirWay(Collection<String> keys) {
        long position = handled.positions(publisher).stream().findFirst().map(Position::number).orElse(0L);
        var found = new HashSet<>(published.keysAfter(position, keys));
        found.addAll(handled.waiting(publisher, keys));
        return found;
    }

    /** Positions that do not fit to the outbox: one of the two databases was restored from a backup. */
    public List<EventFinding> misplaced() {
        long sent = published.sent(subscriber);
        var positions = handled.positions(publisher);
        var findings = new ArrayList<EventFinding>();
        if (!positions.isEmpty()) {
            ahead(positions.getLast()).or(() -> other(positions.getLast())).ifPresent(findings::add);
            behind(positions.getFirst(), sent).ifPresent(findings::add);
        }
        return findings;
    }

    /** Events of the publisher that the subscriber has parked as dead. */
    public List<EventFinding> dead() {
        return handled.dead(MOST_DEAD).stream()
                .filter(event -> event.publisher().equals(publisher))
                .map(event -> new EventFinding(event.id().toString(), event.type() + " handled", "dead after " + event.attempts() + " attempts"))
                .toList();
    }

    private Optional<EventFinding> ahead(Position position) {
        long last = published.last();
        return position.number() <= last
                ? Optional.empty()
                : Optional.of(new EventFinding(publisher, "a position of at most " + last, "position " + position.number()));
    }

    private Optional<EventFinding> other(Position position) {
        return position.eventId().flatMap(known -> published.eventId(position.number())
                .filter(id -> !id.equals(known))
                .map(id -> new EventFinding(publisher, "event " + id + " at position " + position.number(), "event " + known)));
    }

    /** Less than the publisher has seen handled, and what is in between is not kept any more. */
    private Optional<EventFinding> behind(Position position, long sent) {
        long next = position.number() + 1;
        long oldest = published.oldest().orElse(published.last() + 1);
        return position.number() >= sent || oldest <= next
                ? Optional.empty()
                : Optional.of(new EventFinding(publisher, "events from number " + next + " on are kept", "the oldest has number " + oldest));
    }
}
