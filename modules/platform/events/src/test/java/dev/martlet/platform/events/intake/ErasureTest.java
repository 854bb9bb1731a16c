package dev.martlet.platform.events.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.events.EventBatchHandler;
import dev.martlet.platform.events.EventHandler;
import dev.martlet.platform.events.EventType;
import dev.martlet.platform.events.delivery.Birds;
import dev.martlet.platform.events.delivery.DeadEvents;
import dev.martlet.platform.events.delivery.EventFilter;
import dev.martlet.platform.events.delivery.ModuleEvents;
import dev.martlet.platform.events.transport.EventIntake;
import dev.martlet.platform.events.transport.RawEvent;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The last event of an aggregate with personal data: nothing that its earlier events said stays with a subscriber. */
final class ErasureTest {
    private static final EventType<Birds.Seen> GONE = EventType.erasing("nests", "BirdGone", Birds.Seen.class);

    private final Birds birds = new Birds();
    private final Database database = birds.database("diary");
    private final UUID key = Ids.next();
    private final UUID otherKey = Ids.next();
    private volatile boolean full = true;

    @AfterEach
    void close() {
        birds.close();
    }

    @Test
    void itErasesWhatIsDeadOrDoneOfItsKeyAlone() {
        ModuleEvents diary = diary();
        diary.intake().handleEvents(Birds.batch(0, Birds.raw(key, 1), Birds.raw(otherKey, 2), Birds.raw(key, 3)));
        await().until(() -> count("status = 'DEAD'") == 3);
        var dead = new DeadEvents(List.of(diary));
        UUID first = dead.list(EventFilter.NONE, Optional.empty(), 10).rows().getLast().id();
        full = false;
        dead.retry(first);
        await().until(() -> count("status = 'DONE' and payload::text like '%number%'") == 1);

        diary.intake().handleEvents(Birds.batch(3, gone(4)));

        assertThat(count("key = '" + key + "' and status = 'DONE' and payload::text = '{}' and last_error is null")).isEqualTo(2);
        assertThat(dead.list(EventFilter.NONE, Optional.empty(), 10).rows())
                .singleElement().satisfies(left -> assertThat(left.key()).isEqualTo(otherKey.toString()));
        assertThat(dead.retry(first)).as("a retry that is repeated").isTrue();
        assertThat(count("status = 'WAITING'")).isZero();
    }

    @Test
    void whatComesAfterItIsKept() {
        EventIntake intake = diary().intake();

        intake.handleEvents(Birds.batch(0, Birds.raw(key, 1), gone(2), Birds.raw(key, 3)));
        await().until(() -> count("status = 'DEAD'") == 3);
        full = false;
        new AdHocSql(database.sql()).execute("update failed_events set status = 'WAITING', attempts = 0 where number = 2");

        await().until(() -> count("number = 1 and status = 'DONE'") == 1);
        assertThat(count("number = 3 and status = 'DEAD' and payload::text like '%number%'")).isEqualTo(1);
    }

    private RawEvent gone(int number) {
        return new RawEvent(Ids.next(), GONE.name(), key.toString(), Instant.now(), "{\"number\": " + number + "}");
    }

    private ModuleEvents diary() {
        EventHandler<Birds.Seen> unreliable = (_, _) -> {
            if (full) {
                throw new IllegalStateException("no room");
            }
        };
        var subscriptions = new EventSubscriptions("diary", List.of(Birds.SEEN, GONE));
        List.of(Birds.SEEN, GONE).forEach(type -> subscriptions.add(type, EventBatchHandler.of(unreliable)));
        var settings = Birds.settings(Map.of("events.retry.initial.delay", "10ms", "events.retry.attempts", "1"));
        var diary = birds.closing(
                new ModuleEvents(database, "diary", false, Birds.outbox(database), subscriptions, settings, new SimpleMeterRegistry()));
        diary.start();
        return diary;
    }

    private long count(String condition) {
        return new AdHocSql(database.sql()).first("select count(*) as found from failed_events where " + condition, row -> row.number("found")).orElseThrow();
    }
}
