package dev.martlet.platform.kafka;

import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.core.work.Worker;
import dev.martlet.platform.events.transport.NumberedEvent;
import dev.martlet.platform.events.transport.PartitionIntake;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;

/**
 * Reads the topics that a module subscribes to. Offsets are committed after the events are handled, so a crash loses no event; which events were handled, the
 * module's positions say.
 */
final class Subscriber implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration INTAKE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration MAX_RETRY_DELAY = Duration.ofSeconds(5);
    private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(2);

    private final String subscriber;
    private final Set<String> publishers;
    private final KafkaSettings settings;
    private final Topics topics;
    private final PartitionIntake intake;
    private final RecordDecoder decoder;
    private final Worker worker;
    private Optional<Consumer<String, byte[]>> consumer = Optional.empty();
    private volatile long lag;

    Subscriber(String subscriber, Set<String> publishers, KafkaSettings settings, Topics topics, PartitionIntake intake, MeterRegistry meters) {
        this.subscriber = subscriber;
        this.publishers = Set.copyOf(publishers);
        this.settings = settings;
        this.topics = topics;
        this.intake = intake;
        decoder = new RecordDecoder(subscriber, meters);
        worker = new Worker(subscriber + " events from kafka", POLL, MAX_RETRY_DELAY, this::step);
        Gauge.builder("martlet.kafka.consumer.lag", () -> lag).description("Records in the partitions of this process that are not handled yet")
                .tag("module", subscriber).register(meters);
    }

    Worker worker() {
        return worker;
    }

    /** Leaves the group, so that other members take over its partitions at once. After the worker has ended. */
    @Override
    public void close() {
        consumer.ifPresent(open -> {
            try {
                open.close(CloseOptions.timeout(LEAVE_TIMEOUT));
            } catch (KafkaException _) {
                // The group detects the missing member by its session timeout.
            }
        });
        consumer = Optional.empty();
    }

    /** @return true: the poll waits for events */
    private boolean step() throws InterruptedException {
        Consumer<String, byte[]> open = consumer();
        ConsumerRecords<String, byte[]> records = open.poll(POLL);
        try {
            if (!records.isEmpty()) {
                receive(open, records);
                commit(open);
            }
        } finally {
            lag = open.assignment().stream().mapToLong(partition -> open.currentLag(partition).orElse(0)).sum();
        }
        return true;
    }

    private Consumer<String, byte[]> consumer() throws InterruptedException {
        if (consumer.isEmpty()) {
            topics.ensure(publishers);
            Consumer<String, byte[]> open = Consumers.open("martlet." + subscriber, settings);
            open.subscribe(publishers.stream().map(Topics::of).toList());
            consumer = Optional.of(open);
        }
        return consumer.get();
    }

    private void receive(Consumer<String, byte[]> open, ConsumerRecords<String, byte[]> records) {
        try {
            records.partitions().forEach(partition -> handle(partition, records.records(partition)));
        } catch (RuntimeException | Error failure) {
            records.partitions().forEach(partition -> seekBack(open, partition, records));
            throw failure;
        }
    }

    private void handle(TopicPartition partition, List<ConsumerRecord<String, byte[]>> records) {
        List<NumberedEvent> events = records.stream().map(decoder::read).flatMap(Optional::stream).toList();
        if (!events.isEmpty()) {
            Deadline.within(INTAKE_TIMEOUT, () -> {
                intake.handle(Topics.publisher(partition.topic()), partition.partition(), events);
                return events;
            });
        }
    }

    /** A partition that was revoked meanwhile is read by another member. */
    private static void seekBack(Consumer<String, byte[]> open, TopicPartition partition, ConsumerRecords<String, byte[]> records) {
        if (open.assignment().contains(partition)) {
            open.seek(partition, records.records(partition).getFirst().offset());
        }
    }

    /** If the commit fails, the events are read again, here or in another process, and are not handled again. */
    private static void commit(Consumer<String, byte[]> open) {
        try {
            open.commitSync();
        } catch (CommitFailedException | RebalanceInProgressException _) {
            // The next commit includes these offsets.
        }
    }
}
