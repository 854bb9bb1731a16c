package dev.martlet.platform.kafka;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Members of consumer groups: they begin at the oldest event, commit when they are told to, and are missed soon when they die. */
final class Consumers {
    private static final int BATCH = 200;
    /** One that dies without a word loses its share after this time; brokers allow no less by default. */
    private static final int SESSION_MS = 6000;
    /** Others learn with their next one that they have to take over its share. */
    private static final int HEARTBEAT_MS = 500;
    private static final int METADATA_MS = 30_000;
    private static final int REQUEST_MS = 5000;

    private Consumers() {}

    static Consumer<String, byte[]> open(String group, KafkaSettings settings) {
        return new KafkaConsumer<>(settings.with(Map.ofEntries(
                Map.entry("group.id", group),
                Map.entry("auto.offset.reset", "earliest"),
                Map.entry("enable.auto.commit", false),
                Map.entry("allow.auto.create.topics", false),
                Map.entry("max.poll.records", BATCH),
                Map.entry("session.timeout.ms", SESSION_MS),
                Map.entry("heartbeat.interval.ms", HEARTBEAT_MS),
                Map.entry("metadata.max.age.ms", METADATA_MS),
                Map.entry("request.timeout.ms", REQUEST_MS),
                Map.entry("default.api.timeout.ms", REQUEST_MS),
                Map.entry("partition.assignment.strategy", CooperativeStickyAssignor.class.getName()))),
                new StringDeserializer(), new ByteArrayDeserializer());
    }
}
