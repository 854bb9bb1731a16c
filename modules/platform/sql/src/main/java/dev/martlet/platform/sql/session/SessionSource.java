package dev.martlet.platform.sql.session;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Sessions that have set what they rely on, for libraries that ask for a {@link DataSource}. */
public record SessionSource(Opener opener) implements DataSource {
    /** Opens one session. */
    @FunctionalInterface
    public interface Opener {
        Connection open() throws SQLException;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return opener.open();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the login is configured");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    /** The sessions have a limit of their own. */
    @Override
    public void setLoginTimeout(int seconds) {}

    /** In seconds. HikariCP waits as long for a login under way when a pool closes. */
    @Override
    public int getLoginTimeout() {
        return ConnectionSpec.LONGEST_LOGIN.toSecondsPart() + 1;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
