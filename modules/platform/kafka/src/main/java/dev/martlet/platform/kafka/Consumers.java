package dev.martlet.platform.kafka;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Creates members of consumer groups: they start at the oldest event, read what is committed, commit explicitly, and are replaced soon after they die. */
final class Consumers {
    private static final int BATCH = 200;
    /** A dead member loses its partitions after this time; brokers allow no shorter one by default. */
    private static final int SESSION_MS = 6000;
    /** The other members learn with their next heartbeat that they take over partitions. */
    private static final int HEARTBEAT_MS = 500;
    private static final int METADATA_MS = 30_000;
    private static final int REQUEST_MS = 5000;

    private Consumers() {}

    static Consumer<String, byte[]> open(String group, KafkaSettings settings) {
        return new KafkaConsumer<>(settings.with(Map.ofEntries(
                Map.entry("group.id", group),
                Map.entry("auto.offset.reset", "earliest"),
                Map.entry("enable.auto.commit", false),
                Map.entry("isolation.level", "read_committed"),
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
