/** PostgreSQL for trials and tests. */
module dev.martlet.platform.embedded {
    requires transitive dev.martlet.platform.core;
    requires transitive java.sql;
    requires org.postgresql.jdbc;
    requires org.apache.commons.compress;
    requires org.tukaani.xz;

    exports dev.martlet.platform.embedded;

    provides dev.martlet.platform.core.local.LocalDatabase with dev.martlet.platform.embedded.EmbeddedDatabase;
}
