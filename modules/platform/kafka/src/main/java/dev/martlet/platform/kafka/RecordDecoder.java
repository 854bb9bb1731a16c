package dev.martlet.platform.kafka;

import dev.martlet.platform.events.transport.NumberedEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes records as events. Records that are not events, which other programs may write to a topic, are logged, counted and skipped. */
final class RecordDecoder {
    private static final Logger LOG = System.getLogger(RecordDecoder.class.getName());

    private final String subscriber;
    private final Counter counter;

    RecordDecoder(String subscriber, MeterRegistry meters) {
        this.subscriber = subscriber;
        counter = Counter.builder("martlet.events.unreadable")
                .description("Kafka records that could not be read as events and were skipped")
                .tag("module", subscriber)
                .register(meters);
    }

    Optional<NumberedEvent> read(ConsumerRecord<String, byte[]> record) {
        Optional<NumberedEvent> event = EventRecords.read(record);
        if (event.isEmpty()) {
            counter.increment();
            LOG.log(Level.ERROR, "{0}: skipped the record at offset {3,number,#} in partition {1,number,#} of {2}, which is not an event",
                    subscriber, record.partition(), record.topic(), record.offset());
        }
        return event;
    }
}
