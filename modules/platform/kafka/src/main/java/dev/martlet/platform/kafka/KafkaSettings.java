package dev.martlet.platform.kafka;

import dev.martlet.platform.core.settings.Settings;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.utils.Utils;

/**
 * How to reach the brokers: the node {@code events.kafka}.
 *
 * @param brokers {@code events.kafka.brokers}: {@code host:port}, comma-separated; empty where events do not go by Kafka
 * @param partitions {@code events.kafka.partitions}: how many a topic gets that this program makes, 1 to 1000, default 12; events of one key stay in order
 *     as long as their number does not change
 * @param client {@code events.kafka.properties}: further properties of Kafka's clients, a line {@code name=value} each (encryption, credentials); default none
 */
public record KafkaSettings(String brokers, int partitions, Map<String, String> client) {
    /**
     * @param root the whole configuration
     * @param needed whether events go by Kafka
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

    /** These, and further ones that no operator may change. */
    Map<String, Object> with(Map<String, Object> own) {
        var all = new HashMap<String, Object>(client);
        all.put("bootstrap.servers", brokers);
        all.putAll(own);
        return all;
    }

    /** As Kafka's clients read it; what they cannot read they would only say of the whole list, when events are to go. */
    private static boolean isAddress(String address) {
        String host = Utils.getHost(address);
        return host != null && !host.isEmpty() && Utils.getPort(address) != null;
    }

    private static Map<String, String> properties(Settings node) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(node.text("properties", "")));
        } catch (IOException | IllegalArgumentException _) {
            node.fault("properties", "must be lines such as security.protocol=SASL_SSL");
        }
        var map = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return Map.copyOf(map);
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return brokers;
    }
}
