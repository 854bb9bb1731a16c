package dev.martlet.bench.measure;

import dev.martlet.bench.BenchSettings.Login;
import dev.martlet.platform.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The PostgreSQL server that all targets share: its databases, its processes and what it has written. */
public final class Postgres implements AutoCloseable {
    private static final List<String> EMBEDDED_SETTINGS = List.of("max_connections=400", "shared_buffers=512MB");

    private final Optional<EmbeddedPostgres> embedded;
    private final Login login;
    private final String superuser;
    private final Connection connection;

    private Postgres(Optional<EmbeddedPostgres> embedded, Login login, String superuser, Connection connection) {
        this.embedded = embedded;
        this.login = login;
        this.superuser = superuser;
        this.connection = connection;
    }

    /** @param directory of the embedded server, if no other is given */
    public static Postgres start(Optional<Login> given, Path directory) throws SQLException {
        Optional<EmbeddedPostgres> embedded = given.isPresent() ? Optional.empty() : Optional.of(EmbeddedPostgres.start(directory, EMBEDDED_SETTINGS));
        Login login = given.orElseGet(() -> new Login(embedded.orElseThrow().url(), embedded.orElseThrow().username(), embedded.orElseThrow().password()));
        // The embedded server's superuser has the password of its login; it may order a checkpoint.
        String username = embedded.isPresent() ? "postgres" : login.username();
        return new Postgres(embedded, login, username, DriverManager.getConnection(login.url(), username, login.password()));
    }

    /** A new, empty database in place of one with the same name; the login owns it. */
    public Login newDatabase(String name) throws SQLException {
        execute("drop database if exists " + name + " with (force)");
        execute("create database " + name + " owner " + login.username());
        return login(name);
    }

    /** The login of programs in this database. */
    public Login login(String database) {
        return new Login(login.url().replaceFirst("/[^/?]*(\\?|$)", "/" + database + "$1"), login.username(), login.password());
    }

    /** A login in this database that may change every table. */
    public Login superuser(String database) {
        return new Login(login(database).url(), superuser, login.password());
    }

    /** So that measured runs begin alike: the first change of a page after a checkpoint writes the whole page. */
    public void checkpoint() throws SQLException {
        try {
            execute("checkpoint");
        } catch (SQLException failure) {
            if (!"42501".equals(failure.getSQLState())) {
                throw failure;
            }
        }
    }

    /** What the server has done since it started. */
    public Counters counters() throws SQLException {
        try (var statement = connection.createStatement(); var row = statement.executeQuery(
                "select wal_records, wal_fpi, wal_bytes, (select sum(xact_commit) from pg_stat_database) as commits from pg_stat_wal")) {
            row.next();
            return new Counters(row.getLong("wal_records"), row.getLong("wal_fpi"), row.getLong("wal_bytes"), row.getLong("commits"));
        }
    }

    /** Open connections to a database. */
    public int connections(String database) throws SQLException {
        return Integer.parseInt(value("select count(*) from pg_stat_activity where datname = '" + database + "'"));
    }

    /** Its main process, the parent of all others; empty if it runs on another machine. */
    public List<Long> pids() throws SQLException {
        long backend = Long.parseLong(value("select pg_backend_pid()"));
        return ProcessHandle.of(backend)
                .filter(process -> ProcessTimes.name(backend).equals("postgres"))
                .flatMap(ProcessHandle::parent)
                .map(process -> List.of(process.pid()))
                .orElse(List.of());
    }

    public String version() throws SQLException {
        return value("show server_version");
    }

    public String setting(String name) throws SQLException {
        return value("show " + name);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        embedded.ifPresent(EmbeddedPostgres::close);
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String value(String sql) throws SQLException {
        try (var statement = connection.createStatement(); var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** @param walPages whole pages among what was written */
    public record Counters(long walRecords, long walPages, long walBytes, long commits) {
        Counters minus(Counters earlier) {
            return new Counters(walRecords - earlier.walRecords, walPages - earlier.walPages, walBytes - earlier.walBytes, commits - earlier.commits);
        }
    }
}
