/** Events by way of Kafka: the one place that knows it. */
module dev.martlet.kernel.kafka {
    requires transitive dev.martlet.kernel;
    requires kafka.clients;

    exports dev.martlet.kernel.kafka;
}
