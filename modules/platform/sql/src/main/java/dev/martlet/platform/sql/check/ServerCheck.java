package dev.martlet.platform.sql.check;

import dev.martlet.platform.sql.DatabaseUnavailable;
import dev.martlet.platform.sql.SqlFailure;
import dev.martlet.platform.sql.SqlStateTranslator;
import dev.martlet.platform.sql.session.ConnectionSpec;
import dev.martlet.platform.sql.session.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Whether the server behind a login is one that the modules can work with, found before anything is written. */
public final class ServerCheck {
    private static final int OLDEST_VERSION = 15;
    private static final String ENCODING = "UTF8";
    private static final String FACTS = """
            select current_setting('server_version_num')::int / 10000 as version, current_setting('server_encoding') as encoding,
                pg_is_in_recovery() as standby
            """;
    /** 08004: the driver and the server do not agree on encryption or authentication; 08P01: PgBouncer's own word for what its configuration lacks. */
    private static final String REJECTED = "08004";
    private static final String BY_POOLER = "08P01";
    private static final Pattern POOLER_REFUSES = Pattern.compile("unsupported startup parameter|no such (database|user)|statement pooling");

    private ServerCheck() {}

    /** The same with a wait of at most 10 s for each connection. */
    public static void check(DatabaseSettings settings, String module) {
        check(settings, module, ConnectionSpec.LONGEST_LOGIN_AT_START, _ -> true);
    }

    /**
     * Opens a few connections at once and closes them; the first one is used once more before, because a login takes long in a process that starts.
     *
     * @param module a module that uses the login
     * @param longest for each connection, 1 s or more
     * @param then uses the connection of a server that fits; it has the rights of the login
     * @throws DatabaseUnavailable if the server does not answer, starts, has no connection left or is a standby: it may be fit later
     * @throws UnfitDatabase if its version or encoding or the pooler before it does not fit
     * @throws SqlFailure if it refuses the login
     */
    public static <T> T check(DatabaseSettings settings, String module, Duration longest, Function<? super Connection, T> then) {
        Duration login = longest.compareTo(ConnectionSpec.LONGEST_LOGIN_AT_START) > 0 ? ConnectionSpec.LONGEST_LOGIN_AT_START : longest;
        var session = new ConnectionSpec(settings, module);
        try (var connection = session.login("check", login)) {
            check(connection);
            PoolerCheck.check(connection, () -> session.login("check", login));
            return then.apply(connection);
        } catch (SQLException failure) {
            throw translate(failure);
        }
    }

    private static void check(Connection connection) throws SQLException {
        try (var statement = connection.createStatement(); var facts = statement.executeQuery(FACTS)) {
            facts.next();
            if (facts.getInt("version") < OLDEST_VERSION) {
                throw new UnfitDatabase("it is PostgreSQL " + facts.getInt("version") + "; this program needs " + OLDEST_VERSION + " or newer");
            }
            if (!ENCODING.equals(facts.getString("encoding"))) {
                throw new UnfitDatabase("its encoding is " + facts.getString("encoding") + "; this program needs a database with encoding " + ENCODING);
            }
            if (facts.getBoolean("standby")) {
                throw new DatabaseUnavailable("the server is a standby, which takes no changes", null);
            }
        }
    }

    private static RuntimeException translate(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        String message = String.valueOf(failure.getMessage());
        if (REJECTED.equals(state) || BY_POOLER.equals(state) && POOLER_REFUSES.matcher(message).find()) {
            return new SqlFailure(state, message, failure);
        }
        return SqlStateTranslator.of(failure);
    }
}
