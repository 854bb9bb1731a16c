package dev.martlet.platform.testing;

import dev.martlet.platform.embedded.TemporaryPostgres;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.migration.Migrations;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.sql.session.Migrate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;

/** A new, empty PostgreSQL database for each call, on one server for the whole JVM. */
public final class TestDatabase {
    private TestDatabase() {}

    /** Where a new, empty database is; the login may make every module's role and schema in it. */
    public static DatabaseSettings settings() {
        return new DatabaseSettings(Optional.empty(), Optional.empty(), Optional.empty(), 10, false, Migrate.START)
                .at(TemporaryPostgres.newDatabase(), TemporaryPostgres.username(), TemporaryPostgres.password());
    }

    /** The same database for the server's superuser, who may read its write-ahead log. */
    public static DatabaseSettings forSuperuser(DatabaseSettings database) {
        return database.at(database.url().orElseThrow(), TemporaryPostgres.superuser(), TemporaryPostgres.password());
    }

    /** The module's database, new and migrated. The caller closes it. */
    public static Database open(String module) {
        DatabaseSettings settings = settings();
        Migrations.apply(settings, module);
        return Database.open(settings, module, new SimpleMeterRegistry());
    }
}
