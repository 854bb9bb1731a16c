package dev.martlet.platform.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A temporary PostgreSQL for the tests of this JVM: started at its first use, deleted with its data when the JVM ends. */
public final class TemporaryPostgres {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TemporaryPostgres() {}

    /** Creates an empty database, so that tests do not disturb each other. @return its JDBC URL */
    public static String newDatabase() {
        String name = "test_" + DATABASES.incrementAndGet();
        try (var connection = DriverManager.getConnection(Running.SERVER.url(), username(), password());
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
            return Running.SERVER.url(name);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public static String username() {
        return Running.SERVER.username();
    }

    /** May do what the login may not, such as read the write-ahead log; has the same password. */
    public static String superuser() {
        return Server.SUPERUSER;
    }

    public static String password() {
        return Running.SERVER.password();
    }

    /** Started by the first use. */
    private static final class Running {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                Path directory = Files.createTempDirectory("martlet-postgres");
                // Temporary data need not survive a power failure.
                var server = EmbeddedPostgres.start(directory, List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off"));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, directory)));
                return server;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static void end(EmbeddedPostgres server, Path directory) {
            server.close();
            try {
                Directories.delete(directory);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
