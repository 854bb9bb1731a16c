/** Events over Kafka: the only module that uses it. */
module dev.martlet.platform.kafka {
    requires transitive dev.martlet.platform.runtime;
    requires kafka.clients;

    exports dev.martlet.platform.kafka;
}
