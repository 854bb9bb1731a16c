package dev.martlet.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.calls.OutcomeUnknown;
import dev.martlet.platform.core.Ids;
import dev.martlet.platform.events.transport.AcceptEvents;
import dev.martlet.platform.events.transport.Accepted;
import dev.martlet.platform.events.transport.EventIntake;
import dev.martlet.platform.events.transport.RawEvent;
import dev.martlet.platform.kafka.testing.Broker;
import dev.martlet.platform.sql.SqlFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events over a real broker: {@code nests<n>} publishes, {@code diary} subscribes; each test has its own publisher and topic. */
final class KafkaEventsTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration MAX_FAILURE_TIME = Duration.ofSeconds(12);
    private static final int KEYS = 20;
    private static final AtomicInteger TESTS = new AtomicInteger();

    @TempDir
    private static Path directory;
    private static Broker broker;

    private final String publisher = "nests" + TESTS.incrementAndGet();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<KafkaEvents> opened = new ArrayList<>();
    private final List<RawEvent> arrived = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        broker = Broker.start(directory);
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @AfterEach
    void close() {
        opened.forEach(KafkaEvents::close);
    }

    @Test
    void eventsArriveAsTheyWereRecorded() {
        List<RawEvent> events = events(0, 50);
        process(this::keep);
        carry(process(), events);
        await().atMost(SOON).untilAsserted(() -> assertThat(arrived).containsExactlyInAnyOrderElementsOf(events));
    }

    @Test
    void eventsOfOneKeyInOneBatchStayInOrder() {
        carry(process(), events(0, 200));
        process(this::keep);
        awaitAll(200);
    }

    @Test
    void aBrokerThatDiesDelaysEventsButLosesNoneAndKeepsTheirOrder() {
        process(this::keep);
        KafkaEvents from = process();
        carry(from, events(0, 60));
        awaitAll(60);
        broker.kill();
        List<RawEvent> later = events(60, 120);
        long begin = System.nanoTime();
        assertThatThrownBy(() -> from.transport().carry(new AcceptEvents(publisher, "kafka", later))).isInstanceOf(OutcomeUnknown.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(MAX_FAILURE_TIME);
        await().atMost(SOON).until(() -> !from.brokersAnswer());
        assertThat(meters.get("martlet.kafka.up").gauge().value()).isZero();
        broker.start();
        carry(from, later);
        awaitAll(120);
        await().atMost(SOON).until(from::brokersAnswer);
    }

    @Test
    void aProcessStartsWithoutBrokersAndConsumesOnceTheyAreUp() {
        carry(process(), events(0, 10));
        broker.kill();
        try {
            process(this::keep);
        } finally {
            broker.start();
        }
        awaitAll(10);
    }

    @Test
    void eventsThatTheInboxRefusedAreReadAgain() {
        var refusals = new AtomicInteger(3);
        process(request -> {
            if (refusals.getAndDecrement() > 0) {
                throw new IllegalStateException("no database");
            }
            return keep(request);
        });
        carry(process(), events(0, 40));
        awaitAll(40);
        assertThat(arrived).hasSize(40);
    }

    @Test
    void eventsReadBeforeARestartAreNotReadAgain() {
        KafkaEvents first = process(this::keep);
        carry(process(), events(0, 10));
        awaitAll(10);
        first.close();
        opened.remove(first);
        process(this::keep);
        carry(process(), events(10, 20));
        awaitAll(20);
        assertThat(arrived).hasSize(20);
    }

    @Test
    void processesOfOneModuleShareTheWorkAndReplaceOneThatLeaves() {
        var atOne = new AtomicInteger();
        var atTheOther = new AtomicInteger();
        KafkaEvents one = process(counting(atOne));
        process(counting(atTheOther));
        KafkaEvents from = process();
        int sent = 0;
        long begin = System.nanoTime();
        while ((atOne.get() == 0 || atTheOther.get() == 0) && System.nanoTime() - begin < SOON.toNanos()) {
            carry(from, events(sent, sent += KEYS));
        }
        assertThat(List.of(atOne.get(), atTheOther.get())).doesNotContain(0);
        one.close();
        opened.remove(one);
        carry(from, events(sent, sent += KEYS));
        awaitAll(sent);
    }

    @Test
    void recordsThatAreNotEventsAreSkippedAndCounted() {
        carry(process(), events(0, KEYS));
        try (var producer = new KafkaProducer<>(settings().with(Map.of()), new StringSerializer(), new ByteArraySerializer())) {
            for (String text : List.of("no json", "{}", "[1]", "null")) {
                producer.send(new ProducerRecord<>(Topics.of(publisher), "key", text.getBytes(StandardCharsets.UTF_8)));
            }
        }
        carry(process(), events(KEYS, 2 * KEYS));
        process(this::keep);
        awaitAll(2 * KEYS);
        await().atMost(SOON).untilAsserted(() -> assertThat(meters.get("martlet.events.unreadable").counter().count()).isEqualTo(4));
    }

    @Test
    void eventsThatTheDatabaseCannotStoreAreSkippedAndCounted() {
        process(request -> {
            if (request.events().stream().anyMatch(event -> event.payload().equals("7"))) {
                throw new SqlFailure("22P05", "unsupported Unicode escape sequence", null);
            }
            return keep(request);
        });
        carry(process(), events(0, KEYS));
        await().atMost(SOON).until(() -> arrived.size() == KEYS - 1);
        assertThat(arrived).extracting(RawEvent::payload).doesNotContain("7");
        await().atMost(SOON).untilAsserted(() -> assertThat(meters.get("martlet.events.unreadable").counter().count()).isEqualTo(1));
    }

    @Test
    void anExistingTopicStaysUnchanged() throws Exception {
        try (var admin = Admin.create(settings().with(Map.of()))) {
            admin.createTopics(List.of(new NewTopic(Topics.of(publisher), Optional.of(2), Optional.empty()))).all().get();
            process(this::keep);
            carry(process(), events(0, KEYS));
            awaitAll(KEYS);
            assertThat(partitions(admin, publisher)).isEqualTo(2);
        }
    }

    @Test
    void aMissingTopicIsCreatedWithTheConfiguredPartitions() throws Exception {
        carry(process(), events(0, 1));
        try (var admin = Admin.create(settings().with(Map.of()))) {
            assertThat(partitions(admin, publisher)).isEqualTo(settings().partitions());
        }
    }

    private static int partitions(Admin admin, String publisher) throws Exception {
        return admin.describeTopics(List.of(Topics.of(publisher))).allTopicNames().get().get(Topics.of(publisher)).partitions().size();
    }

    private static KafkaSettings settings() {
        return new KafkaSettings(broker.address(), 6, Map.of());
    }

    /** A publishing process. */
    private KafkaEvents process() {
        var events = new KafkaEvents(settings(), meters);
        opened.add(events);
        events.start();
        return events;
    }

    /** A subscribing process. */
    private KafkaEvents process(EventIntake intake) {
        var events = new KafkaEvents(settings(), meters);
        opened.add(events);
        events.subscribe("diary-" + publisher, Set.of(publisher), intake);
        events.start();
        return events;
    }

    /** Repeats the delivery until it succeeds, like a relay. A broker that has just started may need a moment. */
    private void carry(KafkaEvents from, List<RawEvent> events) {
        await().atMost(SOON).ignoreExceptionsInstanceOf(OutcomeUnknown.class).until(() -> {
            from.transport().carry(new AcceptEvents(publisher, KafkaEvents.DESTINATION, events));
            return true;
        });
    }

    /** Ignores duplicates, like an inbox. */
    private synchronized Accepted keep(AcceptEvents request) {
        assertThat(request.publisher()).isEqualTo(publisher);
        long added = request.events().stream().filter(event -> arrived.stream().noneMatch(known -> known.id().equals(event.id()))).peek(arrived::add).count();
        return new Accepted(added);
    }

    private EventIntake counting(AtomicInteger counter) {
        return request -> {
            counter.addAndGet(request.events().size());
            return keep(request);
        };
    }

    /** Awaits the numbers from 0, those of one key in order. */
    private void awaitAll(int end) {
        await().atMost(SOON).until(() -> arrived.size() >= end);
        for (int key = 0; key < KEYS; key++) {
            int own = key;
            assertThat(arrived.stream().map(RawEvent::payload).map(Integer::parseInt).filter(number -> number % KEYS == own))
                    .containsExactlyElementsOf(IntStream.range(0, end).filter(number -> number % KEYS == own).boxed().toList());
        }
    }

    private static List<RawEvent> events(int begin, int end) {
        return IntStream.range(begin, end)
                .mapToObj(number -> new RawEvent(Ids.next(), "BirdSeen", "key-" + number % KEYS, Instant.ofEpochMilli(number), String.valueOf(number)))
                .toList();
    }
}
