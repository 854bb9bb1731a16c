package dev.martlet.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.calls.OutcomeUnknown;
import dev.martlet.platform.core.Ids;
import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.events.transport.EventBatch;
import dev.martlet.platform.events.transport.NumberedEvent;
import dev.martlet.platform.events.transport.PartitionIntake;
import dev.martlet.platform.events.transport.RawEvent;
import dev.martlet.platform.kafka.testing.Broker;
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
import java.util.concurrent.ConcurrentHashMap;
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
    private final List<NumberedEvent> arrived = new CopyOnWriteArrayList<>();
    private final Map<Integer, List<Long>> partitions = new ConcurrentHashMap<>();

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
        List<NumberedEvent> events = events(0, 50);
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
        List<NumberedEvent> later = events(60, 120);
        broker.kill();
        try {
            long begin = System.nanoTime();
            assertThatThrownBy(() -> from.transport().carry(batch(later))).isInstanceOf(OutcomeUnknown.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(MAX_FAILURE_TIME);
            await().atMost(SOON).until(() -> !from.brokersAnswer());
            await().atMost(SOON).untilAsserted(() -> assertThat(meters.get("martlet.kafka.up").gauge().value()).isZero()); // of either process
        } finally {
            broker.start();
        }
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
    void eventsThatWereNotHandledAreReadAgain() {
        var refusals = new AtomicInteger(3);
        process((from, partition, events) -> {
            if (refusals.getAndDecrement() > 0) {
                throw new IllegalStateException("no database");
            }
            keep(from, partition, events);
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
                var record = new ProducerRecord<>(Topics.of(publisher), "key", text.getBytes(StandardCharsets.UTF_8));
                record.headers().add(EventRecords.NUMBER, "7".getBytes(StandardCharsets.US_ASCII));
                producer.send(record);
            }
            producer.send(new ProducerRecord<>(Topics.of(publisher), "key", Json.tolerant().writeValueAsBytes(event(7))));
        }
        carry(process(), events(KEYS, 2 * KEYS));
        process(this::keep);
        awaitAll(2 * KEYS);
        await().atMost(SOON).untilAsserted(() -> assertThat(meters.get("martlet.events.unreadable").counter().count()).isEqualTo(5));
    }

    /** As a process does that hangs while another one becomes the leader. */
    @Test
    void aLeaderThatWasReplacedWritesNothingMore() {
        process(this::keep);
        KafkaEvents old = process();
        carry(old, events(0, 10));
        KafkaEvents next = process();
        carry(next, events(10, 20));

        assertThatThrownBy(() -> old.transport().carry(batch(events(10, 20)))).isInstanceOf(OutcomeUnknown.class);

        carry(next, events(20, 30));
        awaitAll(30);
    }

    @Test
    void whatALeaderHadBegunWhenItWasReplacedIsNotRead() {
        process(this::keep);
        KafkaEvents first = process();
        carry(first, events(0, 10));
        Map<String, Object> transactional = settings().with(Map.of("transactional.id", Topics.of(publisher)));
        var unfinished = new KafkaProducer<>(transactional, new StringSerializer(), new ByteArraySerializer());
        unfinished.initTransactions();
        unfinished.beginTransaction();
        events(10, 12).forEach(event -> unfinished.send(EventRecords.write(Topics.of(publisher), event)));
        unfinished.flush();

        carry(process(), events(10, 30));

        awaitAll(30);
        unfinished.close(Duration.ZERO);
    }

    @Test
    void recordsOfAPartitionArriveByRisingNumbers() {
        process(this::keep);
        KafkaEvents from = process();
        for (int sent = 0; sent < 200; sent += 50) {
            carry(from, events(sent, sent + 50));
        }
        awaitAll(200);
        assertThat(partitions.values()).allSatisfy(numbers -> assertThat(numbers).isSorted());
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
    private KafkaEvents process(PartitionIntake intake) {
        var events = new KafkaEvents(settings(), meters);
        opened.add(events);
        events.subscribe("diary-" + publisher, Set.of(publisher), intake);
        events.start();
        return events;
    }

    /** Repeats the delivery until it succeeds, like a relay. A broker that has just started may need a moment. */
    private void carry(KafkaEvents from, List<NumberedEvent> events) {
        await().atMost(SOON).ignoreExceptionsInstanceOf(OutcomeUnknown.class).until(() -> {
            from.transport().carry(batch(events));
            return true;
        });
    }

    private EventBatch batch(List<NumberedEvent> events) {
        return new EventBatch(publisher, KafkaEvents.DESTINATION, events.getFirst().number() - 1, events);
    }

    /** Ignores duplicates, like a subscriber with its positions. */
    private synchronized void keep(String from, int partition, List<NumberedEvent> events) {
        assertThat(from).isEqualTo(publisher);
        for (NumberedEvent event : events) {
            if (arrived.stream().noneMatch(known -> known.number() == event.number())) {
                arrived.add(event);
                partitions.computeIfAbsent(partition, _ -> new ArrayList<>()).add(event.number());
            }
        }
    }

    private PartitionIntake counting(AtomicInteger counter) {
        return (from, partition, events) -> {
            counter.addAndGet(events.size());
            keep(from, partition, events);
        };
    }

    /** Awaits the numbers from 0, those of one key in order. */
    private void awaitAll(int end) {
        await().atMost(SOON).until(() -> arrived.size() >= end);
        for (int key = 0; key < KEYS; key++) {
            int own = key;
            assertThat(arrived.stream().map(event -> event.event().payload()).map(Integer::parseInt).filter(number -> number % KEYS == own))
                    .containsExactlyElementsOf(IntStream.range(0, end).filter(number -> number % KEYS == own).boxed().toList());
        }
    }

    private static List<NumberedEvent> events(int begin, int end) {
        return IntStream.range(begin, end)
                .mapToObj(number -> new NumberedEvent(number + 1, event(number)))
                .toList();
    }

    private static RawEvent event(int number) {
        return new RawEvent(Ids.next(), "BirdSeen", "key-" + number % KEYS, Instant.ofEpochMilli(number), String.valueOf(number));
    }
}
