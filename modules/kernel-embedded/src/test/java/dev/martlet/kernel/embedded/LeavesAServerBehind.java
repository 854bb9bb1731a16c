package dev.martlet.kernel.embedded;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;

/** A process that starts PostgreSQL, commits a row, tells the URL, and waits to be killed. */
final class LeavesAServerBehind {
    private LeavesAServerBehind() {}

    public static void main(String... arguments) throws SQLException, InterruptedException {
        var postgres = EmbeddedPostgres.start(Path.of(arguments[0]));
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.username(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute("create table birds as select 'martlet' as name");
        }
        System.out.println(postgres.url());
        new CountDownLatch(1).await();
    }
}
