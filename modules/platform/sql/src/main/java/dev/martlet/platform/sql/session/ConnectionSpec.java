package dev.martlet.platform.sql.session;

import dev.martlet.platform.core.settings.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * How a module's connections log in. PostgreSQL's own limits come first ({@link SessionDefaults}); the socket's is the outer one, for a server that says
 * nothing at all.
 */
public record ConnectionSpec(DatabaseSettings settings, String module) {
    /** The longest that a socket waits for PostgreSQL to say something: more than its statement timeout. */
    public static final Duration LONGEST_SILENCE = Duration.ofSeconds(12);
    public static final Duration LONGEST_LOGIN = Duration.ofSeconds(3);
    /** While a process starts, its own slowness must not look like the server's. */
    public static final Duration LONGEST_LOGIN_AT_START = Duration.ofSeconds(10);
    /** The login's own role, in spite of a default. */
    private static final String NO_ROLE = "none";

    private static final String WRONG_PASSWORD = "28P01";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,40}");

    public ConnectionSpec {
        if (!NAME.matcher(module).matches()) {
            throw new IllegalArgumentException("not a module's name: " + module);
        }
    }

    String url() {
        return settings.url().orElseThrow(() -> new IllegalStateException("no database is configured for " + module));
    }

    /** The role that owns the schema. */
    public String role() {
        return "martlet_" + module;
    }

    /** A connection of its own, outside the pool, in the module's role and schema. */
    public Connection connect(String purpose) throws SQLException {
        return prepared(connection(purpose, LONGEST_LOGIN), SessionDefaults.forStatements(becomes(), module));
    }

    /** A connection of its own that changes nothing and may read for long. */
    public Connection reading(String purpose) throws SQLException {
        Connection connection = prepared(connection(purpose, LONGEST_LOGIN_AT_START), SessionDefaults.forReading(becomes(), module));
        connection.setNetworkTimeout(Runnable::run, 0);
        return connection;
    }

    /** A connection for migrations, in the module's role and schema. */
    public Connection migrating() throws SQLException {
        Connection connection = prepared(connection("migrations", LONGEST_LOGIN_AT_START), SessionDefaults.forMigrations(becomes(), module));
        connection.setNetworkTimeout(Runnable::run, 0);
        return connection;
    }

    /** A connection with the rights of the login itself. */
    public Connection login(String purpose, Duration longest) throws SQLException {
        return prepared(connection(purpose, longest), SessionDefaults.forStatements(NO_ROLE, "public"));
    }

    /** Puts a connection of the login into the module's role and schema. */
    public void become(Connection login) throws SQLException {
        try (var statement = login.createStatement()) {
            statement.execute(SessionDefaults.forStatements(becomes(), module));
        }
    }

    private String becomes() {
        return settings.ownLogin() ? NO_ROLE : role();
    }

    /** A password that has just changed is one that PostgreSQL may not know yet. */
    private Connection connection(String purpose, Duration longest) throws SQLException {
        try {
            return connection(settings.password(), purpose, longest);
        } catch (SQLException failure) {
            Optional<String> previous = settings.secret().flatMap(Secret::previous).filter(_ -> WRONG_PASSWORD.equals(failure.getSQLState()));
            if (previous.isEmpty()) {
                throw failure;
            }
            return connection(previous, purpose, longest);
        }
    }

    private Connection connection(Optional<String> password, String purpose, Duration longest) throws SQLException {
        return DriverManager.getConnection(url(), properties(password, purpose, longest));
    }

    private static Connection prepared(Connection connection, String settings) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(settings);
            return connection;
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    private Properties properties(Optional<String> password, String purpose, Duration longest) {
        var properties = new Properties();
        settings.username().ifPresent(username -> properties.setProperty("user", username));
        password.ifPresent(value -> properties.setProperty("password", value));
        properties.setProperty("ApplicationName", "martlet-" + module + (purpose.isEmpty() ? "" : "-" + purpose));
        properties.setProperty("stringtype", "unspecified");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", String.valueOf(Math.max(2, longest.toSeconds() - 1)));
        properties.setProperty("loginTimeout", String.valueOf(longest.toSeconds()));
        properties.setProperty("socketTimeout", String.valueOf(LONGEST_SILENCE.toSeconds()));
        // What PostgreSQL says in detail shows the values of the row: they belong in no log.
        properties.setProperty("logServerErrorDetail", "false");
        return properties;
    }
}
