/** A module's own schema: connections, statements, transactions and migrations. */
module dev.martlet.platform.sql {
    requires transitive dev.martlet.platform.core;
    requires transitive io.helidon.dbclient;
    requires io.helidon.dbclient.jdbc;
    requires transitive java.sql;
    requires org.postgresql.jdbc;
    requires com.zaxxer.hikari;
    requires flyway.core;
    requires java.naming;

    exports dev.martlet.platform.sql;
    exports dev.martlet.platform.sql.check to dev.martlet.bootstrap;
    exports dev.martlet.platform.sql.migration to dev.martlet.platform.runtime, dev.martlet.bootstrap;
    exports dev.martlet.platform.sql.session to dev.martlet.platform.runtime, dev.martlet.bootstrap;
}
