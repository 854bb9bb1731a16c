package dev.martlet.platform.kafka;

import dev.martlet.platform.calls.OutcomeUnknown;
import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.events.AcceptEvents;
import dev.martlet.platform.events.EventTransport;
import dev.martlet.platform.events.RawEvent;
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

/** Writes events into their publisher's topic and waits until the brokers have them for good. */
final class Publisher implements EventTransport, AutoCloseable {
    /** Together shorter than a relay waits for a delivery. */
    private static final int LONGEST_BLOCK_MS = 3000;
    private static final int LONGEST_DELIVERY_MS = 6000;
    private static final int REQUEST_MS = 3000;
    private static final int BUFFER_BYTES = 16 * 1024 * 1024;
    private static final int LARGEST_BYTES = 4 * 1024 * 1024;

    private final KafkaSettings settings;
    private final Topics topics;
    private Producer<String, byte[]> producer;

    Publisher(KafkaSettings settings, Topics topics) {
        this.settings = settings;
        this.topics = topics;
    }

    /** In rounds, none of which has two events of one key: should one fail, no later one of its key is there already, and the order stays. */
    @Override
    public void carry(AcceptEvents events) {
        try {
            topics.ensure(List.of(events.publisher()));
            for (List<RawEvent> round : KeyDisjointBatches.of(events.events())) {
                publish(Topics.of(events.publisher()), round);
            }
        } catch (ExecutionException | TimeoutException | KafkaException failure) {
            close();
            throw new OutcomeUnknown("Kafka did not acknowledge events of " + events.publisher(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new OutcomeUnknown("interrupted", interrupted);
        }
    }

    private void publish(String topic, List<RawEvent> round) throws InterruptedException, ExecutionException, TimeoutException {
        var sent = new ArrayList<Future<RecordMetadata>>();
        for (RawEvent event : round) {
            Future<RecordMetadata> record = producer().send(new ProducerRecord<>(topic, event.key(), Json.tolerant().writeValueAsBytes(event)));
            if (record.isDone()) {
                // While no broker answers, each record would wait for one, one after the other: the first that fails is enough.
                record.get();
            }
            sent.add(record);
        }
        for (Future<RecordMetadata> record : sent) {
            record.get(LONGEST_BLOCK_MS + LONGEST_DELIVERY_MS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized Producer<String, byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(settings.with(Map.of(
                    "acks", "all",
                    "enable.idempotence", true,
                    "max.block.ms", LONGEST_BLOCK_MS,
                    "request.timeout.ms", REQUEST_MS,
                    "delivery.timeout.ms", LONGEST_DELIVERY_MS,
                    "linger.ms", 0,
                    "buffer.memory", BUFFER_BYTES,
                    "max.request.size", LARGEST_BYTES)), new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    /** After a failure too: what is still in its buffer must not be written later, after what follows it. The next event opens another one. */
    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
