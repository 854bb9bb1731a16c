package dev.martlet.bench.part;

import dev.martlet.bench.BenchSettings.Login;
import dev.martlet.bench.Console;
import dev.martlet.bench.load.Command;
import dev.martlet.bench.load.Pgbench;
import dev.martlet.bench.measure.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The SQL that an order needs at least, sent by {@code pgbench}, without a program before it. */
final class SqlFloor {
    private SqlFloor() {}

    /** None where {@code pgbench} is not installed. */
    static List<Target> targets(Stage stage) throws IOException, SQLException, InterruptedException {
        Optional<Path> pgbench = pgbench();
        if (pgbench.isEmpty()) {
            Console.say("pgbench is not installed: no SQL floor");
            return List.of();
        }
        Path directory = stage.settings().work().resolve("sql-floor");
        Login database = stage.postgres().newDatabase("bench_floor");
        try (var connection = DriverManager.getConnection(database.url(), database.username(), database.password());
                var statement = connection.createStatement()) {
            statement.execute(Command.text("sql/schema.sql"));
        }
        return List.of(new Target("sql-floor", List.of(), new Pgbench(pgbench.get(), Command.unpack("sql/order.sql", directory), database, directory)));
    }

    /** Debian keeps it off the PATH, beside the server's programs. */
    private static Optional<Path> pgbench() throws IOException, InterruptedException {
        Optional<Path> configuration = Command.find("pg_config");
        Path beside = configuration.isEmpty() ? Path.of("/usr/bin")
                : Path.of(Command.output(List.of(configuration.get().toString(), "--bindir"), Map.of()).strip());
        return Command.find("pgbench", beside);
    }
}
