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
 * The topics that events go by. Those that an operator has made are taken as they are; those that are missing are made, as often replicated as the brokers
 * see fit.
 */
final class Topics {
    private static final int PATIENCE_MS = 4000;
    private static final String PREFIX = "martlet.";

    /** Retention follows the clock of the brokers, not those of the processes that publish. */
    private static final Map<String, String> BROKERS_CLOCK = Map.of("message.timestamp.type", "LogAppendTime");

    private final KafkaSettings settings;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    Topics(KafkaSettings settings) {
        this.settings = settings;
    }

    static String of(String publisher) {
        return PREFIX + publisher;
    }

    /** The module whose events go by this topic. */
    static String publisher(String topic) {
        return topic.substring(PREFIX.length());
    }

    /** May be repeated, and by several processes at once. */
    void ensure(Collection<String> publishers) throws InterruptedException {
        List<String> missing = publishers.stream().map(Topics::of).filter(topic -> !known.contains(topic)).toList();
        if (missing.isEmpty()) {
            return;
        }
        Map<String, Object> impatient = Map.of("default.api.timeout.ms", PATIENCE_MS, "request.timeout.ms", PATIENCE_MS);
        try (var admin = Admin.create(settings.with(impatient))) {
            for (String topic : missing) {
                ensure(admin, topic);
                known.add(topic);
            }
        } catch (ExecutionException | TimeoutException failure) {
            throw new OutcomeUnknown("Kafka does not tell of its topics", failure);
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
        future.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
    }
}
