package dev.martlet.bootstrap.jobs;

import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.interop.Debian;
import dev.martlet.platform.testing.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL server of Debian's package, as its user if this one is root, with a directory and a free port of its own. Every login is trusted. */
final class DebianPostgres implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(30);
    private static final String SUPERUSER = "postgres";

    private final Path directory;
    private final int port;
    private final List<String> settings;
    private Debian server;

    private DebianPostgres(Path directory, int port, List<String> settings) {
        this.directory = directory;
        this.port = port;
        this.settings = settings;
    }

    /** With an empty database martlet of a login martlet, which may make roles. @param settings such as {@code wal_level=logical} */
    static DebianPostgres start(Path directory, String... settings) {
        own(directory);
        Path data = directory.resolve("data");
        requireSuccess(Debian.run(directory, launcher(), as(directory, program("initdb"), "-D", data.toString(), "-U", SUPERUSER, "-E", "UTF8",
                "--auth=trust", "--no-sync", "--no-instructions")));
        var postgres = new DebianPostgres(directory, FreePorts.take(1).getFirst(), List.of(settings));
        postgres.startOn(data);
        postgres.execute("postgres", "create role martlet login createrole password 'secret'");
        postgres.execute("postgres", "create database martlet owner martlet");
        return postgres;
    }

    /** At the same address as before. Returns when it takes changes. */
    void startOn(Path data) {
        var arguments = new ArrayList<>(List.of("-D", data.toString(), "-p", "" + port, "-k", directory.toString(),
                "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200", "-c", "shared_buffers=64MB"));
        settings.forEach(setting -> arguments.addAll(List.of("-c", setting)));
        server = Debian.start(directory, launcher(), as(directory, program("postgres"), arguments.toArray(String[]::new)));
        await().atMost(LONGEST_START).until(() -> !server.isAlive() || takesChanges());
        if (!server.isAlive()) {
            throw new AssertionError(server.output());
        }
    }

    /** A fast shutdown, which does not wait for clients. */
    void stop() {
        ProcessHandle.of(server.pid()).ifPresent(_ -> Debian.run(directory.getParent(), "kill", "-INT", Long.toString(server.pid())));
        server.close();
    }

    /** The newest one that is installed. */
    static Path program(String name) {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.sorted(Comparator.comparing(Path::toString).reversed())
                    .map(version -> version.resolve("bin").resolve(name)).filter(Files::isExecutable).findFirst().orElseThrow();
        } catch (IOException failure) {
            throw new AssertionError("PostgreSQL is not installed; .ci/run names the Debian packages of the profile interop", failure);
        }
    }

    /** Makes the directory the server's, which refuses to run as root. */
    static void own(Path directory) {
        try {
            Files.createDirectories(directory);
            if (isRoot()) {
                Files.setPosixFilePermissions(directory.getParent(), PosixFilePermissions.fromString("rwx--x--x"));
                Files.setOwner(directory, directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(SUPERUSER));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What starts a program as the server's user, and becomes that program. */
    static String launcher() {
        return isRoot() ? "setpriv" : "env";
    }

    static String[] as(Path directory, Path program, String... arguments) {
        var command = new ArrayList<String>();
        if (isRoot()) {
            command.addAll(List.of("--reuid=" + SUPERUSER, "--regid=" + SUPERUSER, "--init-groups", "env"));
        }
        command.addAll(List.of("HOME=" + directory, program.toString()));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    static void requireSuccess(Debian.End end) {
        if (end.code() != 0) {
            throw new AssertionError(end.output());
        }
    }

    /** For JDBC. */
    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/martlet";
    }

    /** For psql, as superuser. */
    String connection() {
        return "postgresql://" + SUPERUSER + "@127.0.0.1:" + port + "/martlet";
    }

    void execute(String database, String sql) {
        try (var connection = connect(database); var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new AssertionError(server.output(), failure);
        }
    }

    /** The first value of the first row. */
    String value(String sql) {
        return value("martlet", sql).orElseThrow();
    }

    @Override
    public void close() {
        stop();
    }

    private Optional<String> value(String database, String sql) {
        try (var connection = connect(database); var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            return rows.next() ? Optional.of(String.valueOf(rows.getString(1))) : Optional.empty();
        } catch (SQLException failure) {
            throw new AssertionError(sql, failure);
        }
    }

    private boolean takesChanges() {
        try (var connection = connect("postgres"); var statement = connection.createStatement();
                var rows = statement.executeQuery("select not pg_is_in_recovery()")) {
            return rows.next() && rows.getBoolean(1);
        } catch (SQLException _) {
            return false;
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, SUPERUSER, "");
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
