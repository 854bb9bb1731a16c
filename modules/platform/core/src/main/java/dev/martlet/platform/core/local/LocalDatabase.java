package dev.martlet.platform.core.local;

import java.nio.file.Path;

/**
 * Runs a PostgreSQL server on this machine for a process that has no other database. An implementation is found by {@link java.util.ServiceLoader}; a build for
 * deployments contains none.
 */
public interface LocalDatabase {
    /**
     * Starts the server of a directory, or uses the one that is running there.
     *
     * @throws java.io.UncheckedIOException if the directory cannot be used
     */
    Server start(Path directory);

    /** Whether a server of the directory was started before. Changes nothing. */
    boolean isIn(Path directory);

    /** A server in use. */
    interface Server extends AutoCloseable {
        /** The JDBC URL, without the login. */
        String url();

        String username();

        String password();

        /** Stops the server unless other processes use it. May be repeated. */
        @Override
        void close();
    }
}
