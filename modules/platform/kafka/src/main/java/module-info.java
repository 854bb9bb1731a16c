/** Events by way of Kafka: the one place that knows it. */
module dev.martlet.platform.kafka {
    requires transitive dev.martlet.platform.runtime;
    requires kafka.clients;

    exports dev.martlet.platform.kafka;
}
