/** Calls between modules: the guard, the invokers for this process and another one, and contracts. */
module dev.martlet.platform.calls {
    requires transitive dev.martlet.platform.core;
    requires transitive dev.martlet.platform.http;
    requires transitive dev.martlet.platform.sql;
    requires io.github.resilience4j.circuitbreaker;
    requires io.github.resilience4j.bulkhead;
    requires io.github.resilience4j.retry;
    requires io.github.resilience4j.core;
    requires io.github.resilience4j.micrometer;
    requires org.apache.httpcomponents.client5.httpclient5;
    requires org.apache.httpcomponents.core5.httpcore5;

    exports dev.martlet.platform.calls;
    exports dev.martlet.platform.calls.contract to dev.martlet.bootstrap;
    exports dev.martlet.platform.calls.invoke to dev.martlet.platform.runtime, dev.martlet.platform.events, dev.martlet.bootstrap;
    exports dev.martlet.platform.calls.remote to dev.martlet.bootstrap;

    opens dev.martlet.platform.calls.contract to tools.jackson.databind;
}
