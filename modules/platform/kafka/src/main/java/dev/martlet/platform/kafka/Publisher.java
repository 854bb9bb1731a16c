package dev.martlet.platform.kafka;

import dev.martlet.platform.calls.OutcomeUnknown;
import dev.martlet.platform.events.transport.EventBatch;
import dev.martlet.platform.events.transport.EventTransport;
import dev.martlet.platform.events.transport.IntakeOutcome;
import dev.martlet.platform.events.transport.NumberedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes events to the topic of their publisher. A batch is a transaction: consumers see all of it or nothing, so a partition has the events in the order of
 * their numbers, but for batches that were repeated. A new leader's producer ends what an old one of the same publisher has begun, and shuts it out.
 */
final class Publisher implements EventTransport, AutoCloseable {
    /** Together shorter than the timeout of a relay for a delivery. */
    private static final int MAX_BLOCK_MS = 3000;
    private static final int DELIVERY_TIMEOUT_MS = 6000;
    private static final int REQUEST_MS = 3000;
    /** Consumers wait so long for the transaction of a process that died, unless another one takes over. */
    private static final int TRANSACTION_TIMEOUT_MS = 10_000;
    private static final int BUFFER_BYTES = 16 * 1024 * 1024;
    private static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024;

    private final KafkaSettings settings;
    private final Topics topics;
    /** By publishing module, each used by its relay alone. */
    private final Map<String, Producer<String, byte[]>> producers = new ConcurrentHashMap<>();

    Publisher(KafkaSettings settings, Topics topics) {
        this.settings = settings;
        this.topics = topics;
    }

    @Override
    public IntakeOutcome carry(EventBatch batch) {
        try {
            topics.ensure(List.of(batch.publisher()));
            publish(batch);
            return new IntakeOutcome.Handled(batch.end());
        } catch (ExecutionException | KafkaException failure) {
            close(batch.publisher());
            throw new OutcomeUnknown("Kafka did not acknowledge events of " + batch.publisher(), failure);
        } catch (InterruptedException interrupted) {
            close(batch.publisher());
            Thread.currentThread().interrupt();
            throw new OutcomeUnknown("interrupted", interrupted);
        }
    }

    @Override
    public boolean answersPosition() {
        return false;
    }

    @Override
    public String system() {
        return "kafka";
    }

    private void publish(EventBatch batch) throws InterruptedException, ExecutionException {
        Producer<String, byte[]> producer = producer(batch.publisher());
        producer.beginTransaction();
        for (NumberedEvent event : batch.events()) {
            Future<RecordMetadata> record = producer.send(EventRecords.write(Topics.of(batch.publisher()), event));
            if (record.isDone()) {
                // If no broker answers, each record would block in turn: the first failure is enough.
                record.get();
            }
        }
        // Waits for all records, and fails if one failed.
        producer.commitTransaction();
    }

    private Producer<String, byte[]> producer(String publisher) {
        Producer<String, byte[]> known = producers.get(publisher);
        if (known != null) {
            return known;
        }
        Producer<String, byte[]> opened = new KafkaProducer<>(settings.with(Map.of(
                "transactional.id", Topics.of(publisher),
                "acks", "all",
                "max.block.ms", MAX_BLOCK_MS,
                "request.timeout.ms", REQUEST_MS,
                "delivery.timeout.ms", DELIVERY_TIMEOUT_MS,
                "transaction.timeout.ms", TRANSACTION_TIMEOUT_MS,
                "linger.ms", 0,
                "buffer.memory", BUFFER_BYTES,
                "max.request.size", MAX_REQUEST_BYTES)), new StringSerializer(), new ByteArraySerializer());
        producers.put(publisher, opened);
        opened.initTransactions();
        return opened;
    }

    /** After a failure, too: buffered records are given up with their transaction. The next batch opens a new producer. */
    private void close(String publisher) {
        Optional.ofNullable(producers.remove(publisher)).ifPresent(producer -> producer.close(Duration.ZERO));
    }

    @Override
    public void close() {
        List.copyOf(producers.keySet()).forEach(this::close);
    }
}
