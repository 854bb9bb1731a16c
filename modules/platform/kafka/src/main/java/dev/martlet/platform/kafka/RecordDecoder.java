package dev.martlet.platform.kafka;

import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.events.RawEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.core.JacksonException;

/** Reads records as events. What is none, since others can write into a topic too, is told and counted, and holds up nobody. */
final class RecordDecoder {
    private static final Logger LOG = System.getLogger(RecordDecoder.class.getName());

    private final String subscriber;
    private final Counter counter;

    RecordDecoder(String subscriber, MeterRegistry meters) {
        this.subscriber = subscriber;
        counter = Counter.builder("martlet.events.unreadable")
                .description("Kafka records that could not be read as events and were passed over")
                .tag("module", subscriber)
                .register(meters);
    }

    Optional<RawEvent> read(ConsumerRecord<String, byte[]> record) {
        try {
            var event = Optional.ofNullable(Json.tolerant().readValue(record.value(), RawEvent.class)).filter(RecordDecoder::isWhole);
            if (event.isPresent()) {
                return event;
            }
        } catch (JacksonException | IllegalArgumentException _) {
            // Told below.
        }
        passOver(record);
        return Optional.empty();
    }

    void passOver(ConsumerRecord<String, byte[]> record) {
        counter.increment();
        LOG.log(Level.ERROR, "{0}: partition {1,number,#} of {2} has no event at offset {3,number,#}; it is passed over",
                subscriber, record.partition(), record.topic(), record.offset());
    }

    private static boolean isWhole(RawEvent event) {
        return event.id() != null && event.type() != null && event.key() != null && event.occurredAt() != null && event.payload() != null;
    }
}
