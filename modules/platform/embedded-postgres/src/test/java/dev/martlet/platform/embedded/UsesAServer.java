package dev.martlet.platform.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A process that uses PostgreSQL: commits a row, prints the URL, and closes when its input ends, unless it is killed before. */
final class UsesAServer {
    private UsesAServer() {}

    public static void main(String... arguments) throws SQLException, IOException {
        try (var postgres = EmbeddedPostgres.start(Path.of(arguments[0]))) {
            try (var connection = DriverManager.getConnection(postgres.url(), postgres.username(), postgres.password());
                    var statement = connection.createStatement()) {
                statement.execute("create table birds as select 'martlet' as name");
            }
            System.out.println(postgres.url());
            System.in.read();
        }
    }
}
