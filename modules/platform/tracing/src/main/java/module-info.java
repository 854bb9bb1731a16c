/** Traces as OpenTelemetry exports them. */
module dev.martlet.platform.tracing {
    requires transitive dev.martlet.platform.core;
    requires io.opentelemetry.api;
    requires io.opentelemetry.context;
    requires io.opentelemetry.sdk;
    requires io.opentelemetry.sdk.autoconfigure;
    requires io.opentelemetry.sdk.autoconfigure.spi;
    requires io.opentelemetry.sdk.common;
    requires io.opentelemetry.sdk.trace;

    exports dev.martlet.platform.tracing to dev.martlet.bootstrap;
}
