/** Events between modules: outbox, relay, inbox and dead events. */
module dev.martlet.platform.events {
    requires transitive dev.martlet.platform.calls;
    requires transitive dev.martlet.platform.sql;
    requires org.postgresql.jdbc;

    exports dev.martlet.platform.events;

    opens dev.martlet.platform.events to tools.jackson.databind;
}
