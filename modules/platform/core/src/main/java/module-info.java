/** Values, deadlines, workers, settings, JSON and logs: what every other room is built from. */
module dev.martlet.platform.core {
    requires transitive io.helidon.config;
    requires java.logging;
    requires transitive tools.jackson.databind;
    requires tools.jackson.module.blackbird;
    requires transitive micrometer.core;
    requires transitive micrometer.registry.prometheus;
    requires io.prometheus.metrics.instrumentation.jvm;
    requires io.prometheus.metrics.model;
    requires io.prometheus.metrics.tracer.common;
    requires com.github.f4b6a3.uuid;

    exports dev.martlet.platform.core;
    exports dev.martlet.platform.core.context to dev.martlet.platform.calls, dev.martlet.platform.events, dev.martlet.platform.http,
            dev.martlet.platform.security, dev.martlet.platform.sql, dev.martlet.platform.tracing, dev.martlet.bootstrap;
    exports dev.martlet.platform.core.json;
    exports dev.martlet.platform.core.local to dev.martlet.bootstrap, dev.martlet.platform.embedded;
    exports dev.martlet.platform.core.observe;
    exports dev.martlet.platform.core.settings;
    exports dev.martlet.platform.core.tls to dev.martlet.platform.calls, dev.martlet.bootstrap;
    exports dev.martlet.platform.core.trace;
    exports dev.martlet.platform.core.work;

    opens dev.martlet.platform.core to tools.jackson.databind;
}
