package dev.martlet.kernel.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * How a module's connections log in and what is set on each: the module's role and schema, and a limit for everything that can wait.
 * PostgreSQL's own limits come first; the socket's is the outer one, for a server that says nothing at all.
 *
 * <p>A host that vanishes without a word must not keep what its sessions have locked: PostgreSQL misses it after 6 s. Keepalives find out while the
 * connection is idle; none are sent while PostgreSQL waits for the acknowledgement of what it has said, so that wait has a limit of its own.
 */
record Session(DatabaseSettings settings, String module) {
    /** The longest that a socket waits for PostgreSQL to say something: more than its statement timeout. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(12);

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,40}");

    Session {
        if (!NAME.matcher(module).matches()) {
            throw new IllegalArgumentException("not a module's name: " + module);
        }
    }

    String url() {
        return settings.url().orElseThrow(() -> new IllegalStateException("no database is configured for " + module));
    }

    /** The role that owns the schema. */
    String role() {
        return "martlet_" + module;
    }

    /** One round trip, on each new connection. */
    String start() {
        String role = settings.ownLogin() ? "" : "set role " + role() + ";\n";
        return role + """
                set search_path to %s;
                set statement_timeout to '10s';
                set lock_timeout to '2s';
                set idle_in_transaction_session_timeout to '15s';
                set client_connection_check_interval to '1s';
                set tcp_keepalives_idle to 3;
                set tcp_keepalives_interval to 1;
                set tcp_keepalives_count to 3;
                set tcp_user_timeout to 6000
                """.formatted(module);
    }

    /** Server options for migrations, which may take their time but must not hold up everybody while they wait for a lock. */
    String migrationOptions() {
        String role = settings.ownLogin() ? "" : "-c role=" + role() + " ";
        return role + "-c search_path=" + module + " -c lock_timeout=10s";
    }

    Properties properties(String purpose) {
        var properties = new Properties();
        settings.username().ifPresent(username -> properties.setProperty("user", username));
        settings.password().ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("ApplicationName", "martlet-" + module + (purpose.isEmpty() ? "" : "-" + purpose));
        properties.setProperty("stringtype", "unspecified");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("loginTimeout", "3");
        properties.setProperty("socketTimeout", String.valueOf(LONGEST_SILENCE.toSeconds()));
        // What PostgreSQL says in detail shows the values of the row: they belong in no log.
        properties.setProperty("logServerErrorDetail", "false");
        return properties;
    }

    /** A connection of its own, outside the pool, in the module's role and schema. */
    Connection connect(String purpose) throws SQLException {
        Connection connection = login(purpose);
        try (var statement = connection.createStatement()) {
            statement.execute(start());
            return connection;
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /** A connection with the rights of the login itself. */
    Connection login(String purpose) throws SQLException {
        return DriverManager.getConnection(url(), properties(purpose));
    }
}
