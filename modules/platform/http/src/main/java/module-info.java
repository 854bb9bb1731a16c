/** Resources, requests, responses and problems on the Helidon web server. */
module dev.martlet.platform.http {
    requires transitive dev.martlet.platform.core;
    requires transitive io.helidon.webserver;
    requires transitive io.helidon.http;
    requires io.helidon.common.concurrency.limits;
    requires io.helidon.common.task;
    requires org.yaml.snakeyaml;
    requires com.github.benmanes.caffeine;
    requires io.github.bucket4j.core;

    exports dev.martlet.platform.http;
    exports dev.martlet.platform.http.problem;
    exports dev.martlet.platform.http.limits to dev.martlet.platform.calls, dev.martlet.bootstrap;
    exports dev.martlet.platform.http.openapi to dev.martlet.bootstrap;
    exports dev.martlet.platform.http.server to dev.martlet.platform.calls, dev.martlet.platform.security, dev.martlet.bootstrap;

    opens dev.martlet.platform.http to tools.jackson.databind;
    opens dev.martlet.platform.http.problem to tools.jackson.databind;
}
