package dev.martlet.platform.events.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.events.delivery.Birds;
import dev.martlet.platform.events.delivery.ModuleEvents;
import dev.martlet.platform.events.transport.IntakeOutcome.Handled;
import dev.martlet.platform.events.transport.NumberedEvent;
import dev.martlet.platform.events.transport.RawEvent;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.DatabaseUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events that come by the partitions of a topic, and a change of the transport. */
final class PartitionsTest {
    private final Birds birds = new Birds();
    private final Database database = birds.database("diary");
    private final ModuleEvents diary = birds.diary(Birds.settings(Map.of()));
    private final UUID key = Ids.next();
    private final RawEvent[] events = IntStream.rangeClosed(1, 10).mapToObj(number -> Birds.raw(key, number)).toArray(RawEvent[]::new);

    @AfterEach
    void close() throws Exception {
        birds.close();
    }

    @Test
    void eachPartitionHasItsOwnPosition() {
        by(0, 1, 4);
        by(1, 2, 3);
        by(0, 5);
        by(1, 2, 3, 6);

        assertThat(Birds.lines(database)).containsExactly(1L, 4L, 2L, 3L, 5L, 6L);
    }

    @Test
    void whatARelayRepeatedAfterACrashIsHandledOnce() {
        by(0, 1, 2, 3, 1, 2, 3, 4);
        by(0, 2, 3, 4, 5);

        assertThat(Birds.lines(database)).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void anotherEventWithTheNumberOfTheLastIsRefused() {
        by(0, 1, 2);
        var other = List.of(new NumberedEvent(2, Birds.raw(key, 12)), new NumberedEvent(3, Birds.raw(key, 13)));

        assertThatThrownBy(() -> diary.partitionIntake().handle("nests", 0, other)).hasMessageContaining("restored");

        assertThat(Birds.lines(database)).containsExactly(1L, 2L);
    }

    @Test
    void partitionsBeginWhereTheCallsEnded() {
        diary.intake().handleEvents(Birds.batch(0, events[0], events[1], events[2]));

        by(0, 1, 3, 4);
        by(1, 2, 5);

        assertThat(Birds.lines(database)).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void callsGoOnWhereThePartitionsEnded() {
        diary.intake().handleEvents(Birds.batch(0, events[0]));
        by(0, 2, 4);
        by(1, 3, 5);

        assertThat(diary.intake().handleEvents(Birds.batch(1, events[1], events[2], events[3], events[4], events[5]))).isEqualTo(new Handled(6));
        by(0, 4, 7);

        assertThat(Birds.lines(database)).containsExactly(1L, 2L, 4L, 3L, 5L, 6L, 7L);
    }

    @Test
    void eventsForWhichNoTimeIsLeftAreToBeRepeated() {
        for (int interruption = 1; interruption <= 2; interruption++) {
            assertThatThrownBy(() -> within(Duration.ZERO, 1, 2)).isInstanceOf(DatabaseUnavailable.class);
        }

        assertThatThrownBy(() -> within(Duration.ofSeconds(3), 1, 2)).isInstanceOf(DatabaseUnavailable.class).hasMessageContaining("no time");

        by(0, 1, 2);
        assertThat(Birds.lines(database)).containsExactly(1L, 2L);
    }

    private void within(Duration limit, int... numbers) {
        Deadline.within(limit, () -> {
            by(0, numbers);
            return true;
        });
    }

    private void by(int partition, int... numbers) {
        var records = new ArrayList<NumberedEvent>();
        for (int number : numbers) {
            records.add(new NumberedEvent(number, events[number - 1]));
        }
        diary.partitionIntake().handle("nests", partition, records);
    }
}
