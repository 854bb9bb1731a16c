/** What every module is made of; nothing of commerce. */
module dev.martlet.kernel {
    requires transitive io.helidon.webserver;
    requires transitive io.helidon.http;
    requires transitive io.helidon.config;
    requires transitive io.helidon.dbclient;
    requires io.helidon.dbclient.jdbc;
    requires io.helidon.common.concurrency.limits;
    requires io.helidon.common.task;
    requires java.logging;
    requires transitive java.sql;
    requires org.postgresql.jdbc;
    requires com.zaxxer.hikari;
    requires flyway.core;
    requires java.naming;
    requires io.github.resilience4j.circuitbreaker;
    requires io.github.resilience4j.bulkhead;
    requires io.github.resilience4j.retry;
    requires io.github.resilience4j.core;
    requires io.github.resilience4j.micrometer;
    requires transitive tools.jackson.databind;
    requires transitive micrometer.core;
    requires transitive micrometer.registry.prometheus;
    requires io.prometheus.metrics.instrumentation.jvm;
    requires com.github.f4b6a3.uuid;
    requires org.apache.httpcomponents.client5.httpclient5;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires org.yaml.snakeyaml;

    exports dev.martlet.kernel;
    exports dev.martlet.kernel.call;
    exports dev.martlet.kernel.contract;
    exports dev.martlet.kernel.events;
    exports dev.martlet.kernel.http;
    exports dev.martlet.kernel.json;
    exports dev.martlet.kernel.module;
    exports dev.martlet.kernel.observe;
    exports dev.martlet.kernel.remote;
    exports dev.martlet.kernel.settings;
    exports dev.martlet.kernel.sql;
    exports dev.martlet.kernel.work;

    opens dev.martlet.kernel to tools.jackson.databind;
    opens dev.martlet.kernel.contract to tools.jackson.databind;
    opens dev.martlet.kernel.events to tools.jackson.databind;
    opens dev.martlet.kernel.http to tools.jackson.databind;
}
