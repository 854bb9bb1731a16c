package dev.martlet.platform.events.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.events.EventHandler;
import dev.martlet.platform.events.transport.EventIntake;
import dev.martlet.platform.events.transport.IntakeOutcome;
import dev.martlet.platform.sql.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
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
        var subscriber = birds.diary(diary, SETTINGS, (tx, event) -> {
            Birds.writing().handle(tx, event);
            handled.add(System.nanoTime());
        }, new SimpleMeterRegistry());
        var publisher = birds.nests(nests, SETTINGS);
        publisher.relayTo("diary", subscriber.intake()::handleEvents);
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

    /** Two processes of each module; leaders are killed, answers are lost, handlers fail now and then. */
    @Test
    void eachEffectHappensOnceAndInOrderInSpiteOfFailures() throws SQLException {
        EventSettings quick = Birds.settings(Map.of("events.retry.initial.delay", "10ms", "events.retry.max.delay", "10ms", "events.retry.attempts", "100"));
        EventHandler<Birds.Seen> unreliable = (tx, event) -> {
            Birds.writing().handle(tx, event);
            failOneIn(40, "the handler fails now");
        };
        List<EventIntake> intakes = List.of(birds.diary(quick, unreliable).intake(), birds.diary(quick, unreliable).intake());
        List<Database> publishers = List.of(nests, birds.database("nests"));
        for (Database publisher : publishers) {
            var events = birds.nests(publisher, quick);
            events.relayTo("diary", request -> {
                IntakeOutcome outcome = intakes.get(ThreadLocalRandom.current().nextInt(2)).handleEvents(request);
                failOneIn(4, "the answer is lost");
                return outcome;
            });
            events.start();
        }
        List<UUID> keys = IntStream.range(0, 8).mapToObj(_ -> Ids.next()).toList();

        for (int number = 0; number < 60; number++) {
            for (UUID key : keys) {
                Birds.record(publishers.get(number % 2), Birds.seen(key, number));
            }
            if (number % 20 == 19) {
                int most = number * keys.size();
                await().atMost(Duration.ofSeconds(30)).until(() -> Birds.lines(diary).size() > most - 50);
                birds.killLeader();
            }
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> Birds.lines(diary).size() >= 480);
        List<Long> inOrder = LongStream.range(0, 60).boxed().toList();
        assertThat(keys).allSatisfy(key -> assertThat(Birds.lines(diary, key)).isEqualTo(inOrder));
    }

    private static void failOneIn(int chance, String message) {
        if (ThreadLocalRandom.current().nextInt(chance) == 0) {
            throw new IllegalStateException(message);
        }
    }
}
