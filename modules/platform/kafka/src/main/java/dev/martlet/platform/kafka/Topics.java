package dev.martlet.platform.kafka;

import dev.martlet.platform.calls.OutcomeUnknown;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics of events. Topics that exist are used as they are; missing topics are created with the default replication factor of the brokers.
 */
final class Topics {
    private static final int TIMEOUT_MS = 4000;
    private static final String PREFIX = "martlet.";

    /** Retention follows the clock of the brokers, not the clocks of the publishing processes. */
    private static final Map<String, String> BROKERS_CLOCK = Map.of("message.timestamp.type", "LogAppendTime");

    private final KafkaSettings settings;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    Topics(KafkaSettings settings) {
        this.settings = settings;
    }

    static String of(String publisher) {
        return PREFIX + publisher;
    }

    /** The module that publishes to this topic. */
    static String publisher(String topic) {
        return topic.substring(PREFIX.length());
    }

    /** Creates missing topics. May be repeated, also by several processes at the same time. */
    void ensure(Collection<String> publishers) throws InterruptedException {
        List<String> missing = publishers.stream().map(Topics::of).filter(topic -> !known.contains(topic)).toList();
        if (missing.isEmpty()) {
            return;
        }
        Map<String, Object> timeouts = Map.of("default.api.timeout.ms", TIMEOUT_MS, "request.timeout.ms", TIMEOUT_MS);
        try (var admin = Admin.create(settings.with(timeouts))) {
            for (String topic : missing) {
                ensure(admin, topic);
                known.add(topic);
            }
        } catch (ExecutionException | TimeoutException failure) {
            throw new OutcomeUnknown("Kafka did not describe or create topics", failure);
        }
    }

    private void ensure(Admin admin, String topic) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            await(admin.describeTopics(List.of(topic)).allTopicNames());
        } catch (ExecutionException absent) {
            if (!(absent.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw absent;
            }
            create(admin, topic);
        }
    }

    private void create(Admin admin, String topic) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            await(admin.createTopics(List.of(new NewTopic(topic, Optional.of(settings.partitions()), Optional.empty()).configs(BROKERS_CLOCK))).all());
        } catch (ExecutionException failure) {
            if (!(failure.getCause() instanceof TopicExistsException)) {
                throw failure;
            }
        }
    }

    private static void await(KafkaFuture<?> future) throws InterruptedException, ExecutionException, TimeoutException {
        future.get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }
}
