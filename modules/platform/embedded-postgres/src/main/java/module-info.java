/** PostgreSQL for trials and tests. */
module dev.martlet.platform.embedded {
    requires transitive java.sql;
    requires org.postgresql.jdbc;
    requires org.apache.commons.compress;
    requires org.tukaani.xz;

    exports dev.martlet.platform.embedded;
}
