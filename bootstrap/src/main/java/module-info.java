/** Reads the configuration and composes the modules into one server. */
module dev.martlet.bootstrap {
    requires dev.martlet.platform.runtime;
    requires dev.martlet.platform.security;
    requires dev.martlet.platform.kafka;
    requires dev.martlet.platform.tracing;
    requires io.helidon.config.yaml;
    requires io.helidon.service.registry;
    requires micrometer.registry.prometheus;
    requires java.logging;
    requires jdk.jfr;
    requires jdk.management;

    opens dev.martlet.bootstrap to tools.jackson.databind;
    opens dev.martlet.bootstrap.advice to tools.jackson.databind;
    opens dev.martlet.bootstrap.console to tools.jackson.databind;

    provides java.net.spi.InetAddressResolverProvider with dev.martlet.bootstrap.LocalNames;

    uses dev.martlet.platform.core.local.LocalDatabase;
    uses dev.martlet.platform.runtime.ModuleApi;
}
