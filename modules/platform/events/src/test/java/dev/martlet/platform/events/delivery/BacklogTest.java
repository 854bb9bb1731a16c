package dev.martlet.platform.events.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.calls.CallRejected;
import dev.martlet.platform.core.Ids;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.events.delivery.EventBacklog.Direction;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BacklogTest {
    private static final EventSettings SETTINGS = Birds.settings(Map.of());

    private final Birds birds = new Birds();

    @AfterEach
    void close() throws Exception {
        birds.close();
    }

    @Test
    void whatASubscriberHasNotTakenIsCountedForIt() {
        Database nests = birds.database("nests");
        var meters = new SimpleMeterRegistry();
        Birds.record(nests, Event.of(Birds.SEEN, Ids.next(), Instant.now().minusSeconds(60), new Birds.Seen(1)));
        Birds.record(nests, Birds.seen(Ids.next(), 2));
        var publisher = birds.nests(nests, SETTINGS, meters);
        publisher.relayTo("diary", _ -> {
            throw new CallRejected("unreachable");
        });
        publisher.start();

        await().until(() -> publisher.backlog().getFirst().waiting() == 2);
        EventBacklog backlog = publisher.backlog().getFirst();

        assertThat(backlog.direction()).isEqualTo(Direction.OUTBOX);
        assertThat(backlog.subscriber()).isEqualTo("diary");
        assertThat(backlog.oldest()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(90));
        var tags = Tags.of("module", "nests", "direction", "outbox", "subscriber", "diary");
        assertThat(meters.get("martlet.events.pending").tags(tags).gauge().value()).isEqualTo(2);
        assertThat(meters.get("martlet.events.pending.age").gauge().value()).isGreaterThanOrEqualTo(60);
    }

    @Test
    void whatIsDeadAndWhatWaitsForAnotherAttemptIsCounted() {
        Database diary = birds.database("diary");
        new AdHocSql(diary.sql()).execute("""
                insert into failed_events (event_id, publisher, number, type, key, occurred_at, payload, status, attempts, dead_id, next_attempt_at)
                select
                    gen_random_uuid(), 'nests', row_number() over (), 'BirdSeen', 'k', now(), '{}', status, attempts,
                    case status when 'DEAD' then gen_random_uuid() end,
                    'infinity'
                from unnest(array['DEAD', 'WAITING', 'WAITING', 'DONE'], array[10, 3, 0, 1]) as events (status, attempts)
                """);
        var meters = new SimpleMeterRegistry();
        var subscriber = birds.diary(diary, SETTINGS, Birds.writing(), meters);
        subscriber.start();

        await().until(() -> subscriber.backlog().getFirst().waiting() == 2);

        assertThat(subscriber.backlog().getFirst().dead()).isEqualTo(1);
        assertThat(meters.get("martlet.events.failed").tag("module", "diary").gauge().value()).isEqualTo(1);
        assertThat(meters.get("martlet.events.dead").tag("module", "diary").gauge().value()).isEqualTo(1);
        assertThat(meters.get("martlet.events.pending").tags("direction", "inbox", "subscriber", "diary").gauge().value()).isEqualTo(2);
    }
}
