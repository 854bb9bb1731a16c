package dev.martlet.platform.kafka;

import dev.martlet.platform.calls.OutcomeUnknown;
import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.events.transport.AcceptEvents;
import dev.martlet.platform.events.transport.EventTransport;
import dev.martlet.platform.events.transport.RawEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes events to the topic of their publisher and waits for the acknowledgement of all in-sync replicas. */
final class Publisher implements EventTransport, AutoCloseable {
    /** Together shorter than the timeout of a relay for a delivery. */
    private static final int MAX_BLOCK_MS = 3000;
    private static final int DELIVERY_TIMEOUT_MS = 6000;
    private static final int REQUEST_MS = 3000;
    private static final int BUFFER_BYTES = 16 * 1024 * 1024;
    private static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024;

    private final KafkaSettings settings;
    private final Topics topics;
    private Producer<String, byte[]> producer;

    Publisher(KafkaSettings settings, Topics topics) {
        this.settings = settings;
        this.topics = topics;
    }

    /** In batches without two events of one key: if an event fails, no later event of its key has been written, so the order is kept. */
    @Override
    public void carry(AcceptEvents events) {
        try {
            topics.ensure(List.of(events.publisher()));
            for (List<RawEvent> batch : KeyDisjointBatches.of(events.events())) {
                publish(Topics.of(events.publisher()), batch);
            }
        } catch (ExecutionException | TimeoutException | KafkaException failure) {
            close();
            throw new OutcomeUnknown("Kafka did not acknowledge events of " + events.publisher(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new OutcomeUnknown("interrupted", interrupted);
        }
    }

    private void publish(String topic, List<RawEvent> batch) throws InterruptedException, ExecutionException, TimeoutException {
        var sent = new ArrayList<Future<RecordMetadata>>();
        for (RawEvent event : batch) {
            Future<RecordMetadata> record = producer().send(new ProducerRecord<>(topic, event.key(), Json.tolerant().writeValueAsBytes(event)));
            if (record.isDone()) {
                // If no broker answers, each record would block in turn: the first failure is enough.
                record.get();
            }
            sent.add(record);
        }
        for (Future<RecordMetadata> record : sent) {
            record.get(MAX_BLOCK_MS + DELIVERY_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized Producer<String, byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(settings.with(Map.of(
                    "acks", "all",
                    "enable.idempotence", true,
                    "max.block.ms", MAX_BLOCK_MS,
                    "request.timeout.ms", REQUEST_MS,
                    "delivery.timeout.ms", DELIVERY_TIMEOUT_MS,
                    "linger.ms", 0,
                    "buffer.memory", BUFFER_BYTES,
                    "max.request.size", MAX_REQUEST_BYTES)), new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    /** Also called after a failure: buffered records must not be written after later ones. The next event opens a new producer. */
    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
