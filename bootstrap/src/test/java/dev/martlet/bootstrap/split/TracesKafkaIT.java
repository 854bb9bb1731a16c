package dev.martlet.bootstrap.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.Shop;
import dev.martlet.bootstrap.traces.OrderTrace;
import dev.martlet.bootstrap.traces.TraceReceiver;
import dev.martlet.bootstrap.traces.TraceTree;
import dev.martlet.platform.kafka.testing.Broker;
import dev.martlet.platform.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trace of an order whose event a real broker carries to another process. */
class TracesKafkaIT {
    @TempDir
    private Path directory;

    @Test
    void oneTraceHoldsTheHandlingInTheProcessThatReadsTheTopic() {
        var grouping = new Grouping(List.of(Set.of("orders", "customers", "products", "payments"), Set.of("loyalty", "notifications")));
        try (var receiver = TraceReceiver.open(); var broker = Broker.start(directory.resolve("broker"))) {
            var environment = new HashMap<>(receiver.environment());
            environment.putAll(Map.of("EVENTS_TRANSPORT", "kafka", "EVENTS_KAFKA_BROKERS", broker.address()));
            try (var shop = Deployment.start(directory.resolve("shop"), TestDatabase.settings(), grouping, environment)) {
                TraceTree tree = TracesIT.order(Shop.at(shop.front("orders").base()), receiver, OrderTrace.byKafka());
                assertThat(tree.named("process OrderConfirmed")).allSatisfy(handling -> {
                    assertThat(handling.resource()).containsEntry("martlet.modules", "loyalty,notifications");
                    assertThat(handling.links()).contains(tree.only("finish").reference());
                });
                assertThat(headers(broker)).anyMatch(header -> header.contains(tree.only("finish").reference()));
            }
        }
    }

    private static List<String> headers(Broker broker) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.address(), "group.id", "a stranger", "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("martlet.orders"));
            var headers = new ArrayList<String>();
            await().until(() -> {
                consumer.poll(Duration.ofMillis(500)).forEach(record ->
                        headers.add(new String(record.headers().lastHeader("traceparent").value(), StandardCharsets.US_ASCII)));
                return !headers.isEmpty();
            });
            return headers;
        }
    }
}
