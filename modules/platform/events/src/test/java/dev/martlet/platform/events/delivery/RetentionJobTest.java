package dev.martlet.platform.events.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RetentionJobTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final Birds birds = new Birds();
    private final Database nests = birds.database("nests");
    private final Database diary = birds.database("diary");

    @AfterEach
    void close() throws Exception {
        birds.close();
    }

    @Test
    void whatWasHandledLongAgoGoesAndNothingElse() {
        String[] rows = {"('DONE', now() - interval '25 hours')", "('DONE', now() - interval '23 hours')", "('WAITING', null)", "('DEAD', null)"};
        for (String row : rows) {
            new AdHocSql(diary.sql()).execute("""
                    insert into failed_events (event_id, publisher, number, type, key, occurred_at, payload, status, done_at)
                    select
                        gen_random_uuid(), 'nests', 1, 'BirdSeen', 'k', now() - interval '9 days', '{}', status, cast(done_at as timestamptz)
                    from (values %s) as given (status, done_at)
                    """.formatted(row));
        }

        assertThat(new RetentionJob(diary, new String[0], DAY).step()).isFalse();

        assertThat(new AdHocSql(diary.sql()).list("select status from failed_events", row -> row.text("status")))
                .containsExactlyInAnyOrder("DEAD", "DONE", "WAITING");
    }

    @Test
    void anEventStaysUntilTheLastSubscriberHasItAndItIsOld() {
        record(DAY.multipliedBy(3), DAY.multipliedBy(2), DAY.plusHours(1), Duration.ZERO);
        var cleanUp = new RetentionJob(nests, new String[] {"diary", "album"}, DAY);
        move("diary", 4);

        cleanUp.step();
        assertThat(outbox()).containsExactly(1L, 2L, 3L, 4L);

        move("album", 2);
        cleanUp.step();
        assertThat(outbox()).containsExactly(3L, 4L);

        move("album", 4);
        cleanUp.step();
        assertThat(outbox()).containsExactly(4L);
    }

    @Test
    void whereNobodySubscribesAgeAloneDecides() {
        record(DAY.multipliedBy(2), Duration.ZERO);

        new RetentionJob(nests, new String[0], DAY).step();

        assertThat(outbox()).containsExactly(2L);
    }

    private void record(Duration... ages) {
        for (Duration age : ages) {
            Birds.record(nests, Event.of(Birds.SEEN, Ids.next(), Instant.now().minus(age), new Birds.Seen(1)));
        }
    }

    private void move(String subscriber, long position) {
        new AdHocSql(nests.sql()).execute("""
                insert into outbox_positions (subscriber, position)
                values (?, ?)
                on conflict (subscriber) do update
                set position = excluded.position
                """, subscriber, position);
    }

    private List<Long> outbox() {
        return new AdHocSql(nests.sql()).list("select id from outbox order by id", row -> row.number("id"));
    }
}
