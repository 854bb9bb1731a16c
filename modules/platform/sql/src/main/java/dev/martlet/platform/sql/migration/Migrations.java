package dev.martlet.platform.sql.migration;

import dev.martlet.platform.sql.DatabaseUnavailable;
import dev.martlet.platform.sql.SqlFailure;
import dev.martlet.platform.sql.SqlStateTranslator;
import dev.martlet.platform.sql.check.UnfitDatabase;
import dev.martlet.platform.sql.session.ConnectionSpec;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.sql.session.SessionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings a module's schema up to what this program needs, with a history of its own; several processes may try at once. */
public final class Migrations {
    private static final String HISTORY = "flyway_schema_history";
    /** 22023: no such role; 42501: not a member of it yet; 42P01: no history. */
    private static final Set<String> NOT_PREPARED = Set.of("22023", "42501", "42P01");

    private static final String LOCK_TIMEOUT = "55P03";

    private Migrations() {}

    /**
     * Does what {@link DatabaseSettings#migrate()} says, and checks whom the schema belongs to. Costs one connection where nothing is to be done.
     *
     * @throws SchemaOutdated if something is missing and may not be added
     * @throws DatabaseUnavailable if the database does not answer, or another process has been migrating the schema for 10 s
     * @throws UnfitDatabase if the schema or something in it does not belong to the module's role
     * @throws SqlFailure if a migration fails or the login may not make the role or the schema; the schema is as it was
     */
    public static void apply(DatabaseSettings settings, String module) {
        var session = new ConnectionSpec(settings, module);
        Map<String, Integer> files = MigrationFiles.of(module);
        try {
            List<String> missing = missing(session, files);
            if (!missing.isEmpty()) {
                switch (settings.migrate()) {
                    case NEVER -> throw new SchemaOutdated(module, missing);
                    case START, ONLY -> migrate(session, files);
                }
            }
        } catch (SQLException failure) {
            throw SqlStateTranslator.of(failure);
        }
    }

    /**
     * The modules for which {@link #apply} has nothing to do, found over one connection for all of them. It has the last word on the others, and on all of
     * them if the connection fails.
     *
     * @param modules of one login
     */
    public static Set<String> upToDate(Map<String, DatabaseSettings> modules) {
        try (var connection = sessions(modules).getFirst().login("migrations", ConnectionSpec.LONGEST_LOGIN_AT_START)) {
            return upToDate(modules, connection);
        } catch (SQLException _) {
            return Set.of();
        }
    }

    /**
     * The same over a connection that is open.
     *
     * @param login has the rights of the login; it ends in the role of one of the modules
     */
    public static Set<String> upToDate(Map<String, DatabaseSettings> modules, Connection login) {
        var found = new LinkedHashSet<String>();
        try {
            for (ConnectionSpec session : sessions(modules)) {
                if (missing(MigrationFiles.of(session.module()), applied(login, session)).isEmpty()) {
                    found.add(session.module());
                }
            }
        } catch (SQLException | UnfitDatabase _) {
            return found;
        }
        return found;
    }

    /** Versions in the module's schema that this program does not bring: a newer one has migrated it. */
    public static List<String> newer(DatabaseSettings settings, String module) {
        var session = new ConnectionSpec(settings, module);
        try (var connection = session.login("migrations", ConnectionSpec.LONGEST_LOGIN_AT_START)) {
            var unknown = new TreeSet<>(applied(connection, session).keySet());
            unknown.removeAll(MigrationFiles.of(module).keySet());
            return List.copyOf(unknown);
        } catch (SQLException failure) {
            throw SqlStateTranslator.of(failure);
        }
    }

    private static List<ConnectionSpec> sessions(Map<String, DatabaseSettings> modules) {
        return modules.entrySet().stream().map(module -> new ConnectionSpec(module.getValue(), module.getKey())).toList();
    }

    private static List<String> missing(ConnectionSpec session, Map<String, Integer> files) throws SQLException {
        try (var connection = session.login("migrations", ConnectionSpec.LONGEST_LOGIN_AT_START)) {
            return missing(files, applied(connection, session));
        }
    }

    /** The versions that the history lacks, or has with another content. */
    private static List<String> missing(Map<String, Integer> files, Map<String, Integer> applied) {
        return files.entrySet().stream()
                .filter(file -> !file.getValue().equals(applied.get(file.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<String, Integer> applied(Connection connection, ConnectionSpec session) throws SQLException {
        var applied = new HashMap<String, Integer>();
        try (var statement = connection.createStatement()) {
            SchemaOwner.check(connection, session);
            session.become(connection);
            try (var rows = statement.executeQuery("select version, checksum from " + HISTORY + " where success and version is not null")) {
                while (rows.next()) {
                    applied.put(rows.getString("version"), rows.getInt("checksum"));
                }
            }
        } catch (SQLException failure) {
            if (!NOT_PREPARED.contains(String.valueOf(failure.getSQLState()))) {
                throw failure;
            }
        }
        return applied;
    }

    /** One process at a time; the others then find nothing left to do. */
    private static void migrate(ConnectionSpec session, Map<String, Integer> files) throws SQLException {
        try (var login = session.login("migrations", ConnectionSpec.LONGEST_LOGIN_AT_START)) {
            lock(login, session.module());
            SchemaOwner.prepare(login, session);
            if (!missing(session, files).isEmpty()) {
                runFlyway(session);
                SchemaOwner.check(login, session);
            }
        }
    }

    /** Until the connection closes. */
    private static void lock(Connection login, String module) throws SQLException {
        try (var statement = login.createStatement()) {
            login.setNetworkTimeout(Runnable::run, 0);
            statement.execute("set statement_timeout to 0; set idle_in_transaction_session_timeout to 0; set lock_timeout to '10s'");
            statement.execute("select pg_advisory_lock(hashtext('martlet migrates " + module + "'))");
        } catch (SQLException failure) {
            if (LOCK_TIMEOUT.equals(failure.getSQLState())) {
                throw new DatabaseUnavailable("another process migrates the schema of " + module, failure);
            }
            throw failure;
        }
    }

    private static void runFlyway(ConnectionSpec session) {
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(new SessionSource(session::migrating))
                    .defaultSchema(session.module())
                    .createSchemas(false)
                    .table(HISTORY)
                    .locations(MigrationFiles.locations(session.module()).stream().map(location -> "classpath:" + location).toArray(String[]::new))
                    .outOfOrder(true)
                    .validateMigrationNaming(true)
                    .placeholderReplacement(false)
                    .load()
                    .migrate();
        } catch (FlywayException failure) {
            throw switch (SqlStateTranslator.translate(failure)) {
                case DatabaseUnavailable away -> away;
                // Flyway says which file and line.
                case SqlFailure refused -> new SqlFailure(refused.state(), failure.getMessage(), failure);
                case RuntimeException _ -> new SqlFailure("", failure.getMessage(), failure);
            };
        }
    }
}
