package dev.martlet.platform.kafka;

import dev.martlet.platform.core.settings.Secret;
import dev.martlet.platform.core.settings.Settings;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.utils.Utils;

/**
 * The connection to the brokers: the node {@code events.kafka}.
 *
 * @param brokers {@code events.kafka.brokers}: {@code host:port}, comma-separated; empty if events do not use Kafka
 * @param partitions {@code events.kafka.partitions}: the number of partitions of a topic that this program creates, 1 to 1000, default 12; events of one
 *     key stay in order while it does not change
 * @param client {@code events.kafka.properties}: or the content of {@code events.kafka.properties.file} at the start: further properties of the Kafka clients,
 *     one {@code name=value} a line (encryption, credentials); default none
 */
public record KafkaSettings(String brokers, int partitions, Map<String, String> client) {
    /**
     * @param root the whole configuration
     * @param needed whether events use Kafka
     */
    public static KafkaSettings from(Settings root, boolean needed) {
        Settings node = root.node("events.kafka");
        if (needed && !node.isSet("brokers")) {
            node.fault("brokers", "must name the brokers (host:port, comma-separated), because events.transport is kafka");
        }
        String brokers = node.text("brokers", "");
        if (!brokers.isEmpty() && !Arrays.stream(brokers.split(",", -1)).map(String::strip).allMatch(KafkaSettings::isAddress)) {
            node.fault("brokers", "must be host:port, comma-separated");
        }
        return new KafkaSettings(brokers, node.number("partitions", 12, 1, 1000), properties(node));
    }

    /** The client properties with further ones, which an operator cannot override. */
    Map<String, Object> with(Map<String, Object> own) {
        var all = new HashMap<String, Object>(client);
        all.put("bootstrap.servers", brokers);
        all.putAll(own);
        return all;
    }

    /** Parses an address like the Kafka clients, which would report an invalid one only later and without its position in the list. */
    private static boolean isAddress(String address) {
        String host = Utils.getHost(address);
        return host != null && !host.isEmpty() && Utils.getPort(address) != null;
    }

    private static Map<String, String> properties(Settings node) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(node.secret("properties").map(Secret::value).orElse("")));
        } catch (IOException | IllegalArgumentException _) {
            node.fault("properties", "must be lines such as security.protocol=SASL_SSL");
        }
        var map = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return Map.copyOf(map);
    }

    /** Without the client properties, which may be secret. */
    @Override
    public String toString() {
        return brokers;
    }
}
