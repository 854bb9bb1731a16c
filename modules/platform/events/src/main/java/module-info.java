/** Events between modules: outbox, relay, positions and failed events. */
module dev.martlet.platform.events {
    requires transitive dev.martlet.platform.calls;
    requires transitive dev.martlet.platform.sql;
    requires org.postgresql.jdbc;

    exports dev.martlet.platform.events;
    exports dev.martlet.platform.events.check to dev.martlet.platform.runtime;
    exports dev.martlet.platform.events.delivery to dev.martlet.bootstrap;
    exports dev.martlet.platform.events.intake to dev.martlet.platform.runtime, dev.martlet.bootstrap;
    exports dev.martlet.platform.events.transport to dev.martlet.platform.kafka, dev.martlet.bootstrap;

    opens dev.martlet.platform.events to tools.jackson.databind;
    opens dev.martlet.platform.events.delivery to tools.jackson.databind;
    opens dev.martlet.platform.events.transport to tools.jackson.databind;
}
