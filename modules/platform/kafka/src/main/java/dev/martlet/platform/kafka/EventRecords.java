package dev.martlet.platform.kafka;

import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.events.transport.NumberedEvent;
import dev.martlet.platform.events.transport.RawEvent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import tools.jackson.core.JacksonException;

/** Events as records: the aggregate's id as key, the event as JSON, and its number in the publisher's outbox as a header. */
final class EventRecords {
    static final String NUMBER = "martlet-number";
    /** W3C Trace Context: for consumers that are not Martlet's. */
    static final String TRACE = "traceparent";

    private EventRecords() {}

    static ProducerRecord<String, byte[]> write(String topic, NumberedEvent event) {
        var record = new ProducerRecord<>(topic, event.event().key(), Json.tolerant().writeValueAsBytes(event.event()));
        record.headers().add(NUMBER, String.valueOf(event.number()).getBytes(StandardCharsets.US_ASCII));
        event.event().traceparent().ifPresent(trace -> record.headers().add(TRACE, trace.getBytes(StandardCharsets.US_ASCII)));
        return record;
    }

    /** Empty if the record is not an event. */
    static Optional<NumberedEvent> read(ConsumerRecord<String, byte[]> record) {
        try {
            return number(record).flatMap(number -> Optional.ofNullable(Json.tolerant().readValue(record.value(), RawEvent.class))
                    .filter(EventRecords::isComplete)
                    .map(event -> new NumberedEvent(number, event)));
        } catch (JacksonException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<Long> number(ConsumerRecord<String, byte[]> record) {
        return Optional.ofNullable(record.headers().lastHeader(NUMBER))
                .map(Header::value)
                .map(value -> Long.parseLong(new String(value, StandardCharsets.US_ASCII)))
                .filter(number -> number > 0);
    }

    /** PostgreSQL keeps no NUL in text. */
    private static boolean isComplete(RawEvent event) {
        return event.id() != null && event.type() != null && event.key() != null && event.occurredAt() != null && event.payload() != null
                && event.key().indexOf('\0') < 0;
    }
}
