package dev.martlet.platform.sql;

import dev.martlet.platform.embedded.TemporaryPostgres;
import dev.martlet.platform.sql.migration.Migrations;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.sql.session.Migrate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;

/** A made-up module with one table, on a database of its own. */
public final class Birds {
    public static final String MODULE = "birds";

    private Birds() {}

    /** A new, empty database. */
    public static DatabaseSettings settings(int poolSize) {
        return new DatabaseSettings(Optional.empty(), Optional.empty(), Optional.empty(), poolSize, false, Migrate.START)
                .at(TemporaryPostgres.newDatabase(), TemporaryPostgres.username(), TemporaryPostgres.password());
    }

    public static Database open(int poolSize) {
        return open(settings(poolSize));
    }

    public static Database open(DatabaseSettings settings) {
        Migrations.apply(settings, MODULE);
        var database = Database.open(settings, MODULE, new SimpleMeterRegistry());
        new AdHocSql(database.sql()).execute("create table birds (id int primary key, name text not null)");
        return database;
    }

    public static long count(Database database) {
        return new AdHocSql(database.sql()).first("select count(*) as count from birds", row -> row.number("count")).orElseThrow();
    }
}
