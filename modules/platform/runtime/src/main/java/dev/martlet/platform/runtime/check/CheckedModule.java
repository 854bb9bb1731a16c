package dev.martlet.platform.runtime.check;

import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.ModuleDescriptor;
import dev.martlet.platform.runtime.invariants.Invariants;
import dev.martlet.platform.runtime.invariants.Repairs;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.DatabaseClock;
import dev.martlet.platform.sql.ReadOnlySql;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.session.DatabaseSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** A module whose tables are read; it does not run here. */
final class CheckedModule implements AutoCloseable {
    private final ModuleDescriptor descriptor;
    private final Database database;
    private final ReadOnlySql sql;
    private final Invariants invariants;
    private final Repairs repairs;

    private CheckedModule(ModuleDescriptor descriptor, Database database, ReadOnlySql sql, Invariants invariants, Repairs repairs) {
        this.descriptor = descriptor;
        this.database = database;
        this.sql = sql;
        this.invariants = invariants;
        this.repairs = repairs;
    }

    /** @param repair whether what is found is to be settled */
    static CheckedModule open(ModuleApi module, DatabaseSettings settings, boolean repair) {
        var descriptor = module.descriptor();
        var database = Database.open(settings, descriptor.name(), new SimpleMeterRegistry());
        try {
            var sql = database.readOnlySql("check");
            return new CheckedModule(descriptor, database, sql, module.invariants(sql), repair ? repairs(module, database) : Repairs.none());
        } catch (RuntimeException failure) {
            database.close();
            throw failure;
        }
    }

    private static Repairs repairs(ModuleApi module, Database database) {
        var clock = new DatabaseClock(database);
        clock.adjust();
        return module.repairs(database, clock);
    }

    String name() {
        return descriptor.name();
    }

    ModuleDescriptor descriptor() {
        return descriptor;
    }

    Sql sql() {
        return sql;
    }

    Invariants invariants() {
        return invariants;
    }

    Repairs repairs() {
        return repairs;
    }

    Database database() {
        return database;
    }

    @Override
    public void close() {
        sql.close();
        database.close();
    }
}
