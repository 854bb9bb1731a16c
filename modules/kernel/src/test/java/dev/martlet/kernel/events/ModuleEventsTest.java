package dev.martlet.kernel.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.kernel.Ids;
import dev.martlet.kernel.sql.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ModuleEventsTest {
    private static final EventSettings SETTINGS = Birds.settings(Map.of());

    private final Birds birds = new Birds();
    private final Database nests = birds.database("nests");
    private final Database diary = birds.database("diary");

    @AfterEach
    void close() throws Exception {
        birds.close();
    }

    @Test
    void whatOneModuleRecordsAnotherHandlesWithinMilliseconds() throws InterruptedException {
        var handled = new ArrayBlockingQueue<Long>(1);
        var subscriber = birds.events(diary, Birds.DIARY, SETTINGS);
        subscriber.subscribe(Birds.SEEN, (tx, event) -> {
            Birds.writing().handle(tx, event);
            handled.add(System.nanoTime());
        });
        var publisher = birds.events(nests, Birds.NESTS, SETTINGS);
        publisher.relayTo("diary", subscriber.intake()::accept);
        subscriber.start();
        publisher.start();
        UUID key = Ids.next();
        Birds.record(nests, Birds.seen(key, 0));
        handled.poll(10, TimeUnit.SECONDS);

        List<Long> times = new ArrayList<>();
        for (int number = 1; number <= 100; number++) {
            Birds.record(nests, Birds.seen(key, number));
            long recorded = System.nanoTime();
            times.add(handled.poll(10, TimeUnit.SECONDS) - recorded);
        }

        Collections.sort(times);
        assertThat(Duration.ofNanos(times.get(50))).isLessThan(Duration.ofMillis(50));
        await().untilAsserted(() -> assertThat(Birds.lines(diary, key)).hasSize(101).isSorted());
    }
}
