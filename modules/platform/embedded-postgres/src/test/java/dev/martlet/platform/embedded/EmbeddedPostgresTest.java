package dev.martlet.platform.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedPostgresTest {
    @TempDir
    Path directory;

    @Test
    void dataAndPortSurviveARestart() throws SQLException {
        String url;
        try (var postgres = EmbeddedPostgres.start(directory)) {
            url = postgres.url();
            execute(postgres, "create table birds as select 'martlet' as name");
        }

        try (var postgres = EmbeddedPostgres.start(directory)) {
            assertThat(postgres.url()).isEqualTo(url);
            assertThat(text(postgres, "select name from birds")).isEqualTo("martlet");
        }
    }

    @Test
    void committedDataIsOnDisk() throws SQLException {
        try (var postgres = EmbeddedPostgres.start(directory)) {
            assertThat(text(postgres, "select current_setting('fsync') || current_setting('synchronous_commit')")).isEqualTo("onon");
        }
    }

    @Test
    void onlyItsOwnerCanLogIn() throws SQLException, IOException {
        try (var postgres = EmbeddedPostgres.start(directory)) {
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.url(), postgres.username(), "guessed"))
                    .hasMessageContaining("authentication");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("password")))).isEqualTo("rw-------");
            assertThat(text(postgres, "select rolsuper from pg_roles where rolname = current_user")).isEqualTo("f");
        }
    }

    @Test
    void anotherPortIsUsedWhenItsOwnIsOccupied() throws SQLException, IOException {
        EmbeddedPostgres.start(directory).close();
        int port = new Cluster(directory).port();

        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress()); var postgres = EmbeddedPostgres.start(directory)) {
            assertThat(new Cluster(directory).port()).isNotEqualTo(port);
            assertThat(text(postgres, "select 'up'")).isEqualTo("up");
        }
    }

    @Test
    void theLastUserStopsTheServer() throws SQLException {
        var first = EmbeddedPostgres.start(directory);
        var second = EmbeddedPostgres.start(directory);
        var third = EmbeddedPostgres.start(directory);
        assertThat(second.url()).isEqualTo(first.url());
        second.close();
        assertThat(text(first, "select 'up'")).isEqualTo("up");
        first.close();
        first.close();
        assertThat(text(third, "select 'up'")).isEqualTo("up");
        third.close();
        assertThat(Postmaster.running(new Cluster(directory))).isEmpty();
    }

    @Test
    void theFirstProcessMayEndBeforeTheOthers() throws Exception {
        var first = EmbeddedPostgres.start(directory);
        Process other = process();
        assertThat(other.inputReader().readLine()).isEqualTo(first.url());
        first.close();

        assertThat(text(first, "select name from birds")).isEqualTo("martlet");
        other.getOutputStream().close();
        assertThat(other.waitFor()).isZero();
        assertThat(Postmaster.running(new Cluster(directory))).isEmpty();
    }

    @Test
    void aKilledUserNeitherStopsTheServerNorKeepsItRunning() throws Exception {
        Process killed = process();
        String url = killed.inputReader().readLine();
        try (var postgres = EmbeddedPostgres.start(directory)) {
            assertThat(postgres.url()).isEqualTo(url);
            killed.destroyForcibly().waitFor();
            assertThat(text(postgres, "select name from birds")).isEqualTo("martlet");
        }
        assertThat(Postmaster.running(new Cluster(directory))).isEmpty();
    }

    /** Other users start the server while it stops: each gets a server, and none keeps running. */
    @Test
    void startsAndStopsMayOverlap() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> uses = IntStream.range(0, 4).mapToObj(_ -> threads.submit(() -> {
                for (int i = 0; i < 3; i++) {
                    try (var postgres = EmbeddedPostgres.start(directory)) {
                        assertThat(text(postgres, "select 'up'")).isEqualTo("up");
                    }
                }
                return "done";
            })).toList();
            for (Future<String> use : uses) {
                assertThat(use.get()).isEqualTo("done");
            }
        }
        assertThat(Postmaster.running(new Cluster(directory))).isEmpty();
    }

    @Test
    void aServerLeftBehindByAKilledProcessIsReusedAndStopped() throws Exception {
        String url = startInAProcessThatIsKilled();

        var postgres = EmbeddedPostgres.start(directory);
        assertThat(postgres.url()).isEqualTo(url);
        assertThat(text(postgres, "select name from birds")).isEqualTo("martlet");
        postgres.close();

        assertThat(Postmaster.running(new Cluster(directory))).isEmpty();
    }

    @Test
    void committedDataSurvivesAKilledServer() throws Exception {
        startInAProcessThatIsKilled();
        kill(Postmaster.running(new Cluster(directory)).orElseThrow().pid());

        try (var postgres = EmbeddedPostgres.start(directory)) {
            assertThat(text(postgres, "select name from birds")).isEqualTo("martlet");
        }
    }

    @Test
    void anotherProcessWithTheIdOfTheCrashedServerIsIgnored() throws Exception {
        startInAProcessThatIsKilled();
        Path file = Postmaster.file(directory.resolve("data"));
        String left = Files.readString(file);
        long pid = Postmaster.running(new Cluster(directory)).orElseThrow().pid();
        kill(pid);
        Files.writeString(file, left.replaceFirst("^" + pid, String.valueOf(ProcessHandle.current().pid())));

        try (var postgres = EmbeddedPostgres.start(directory)) {
            assertThat(text(postgres, "select name from birds")).isEqualTo("martlet");
        }
    }

    private String startInAProcessThatIsKilled() throws IOException, InterruptedException {
        Process process = process();
        String url = process.inputReader().readLine();
        process.destroyForcibly().waitFor();
        return url;
    }

    private Process process() throws IOException {
        return new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp", System.getProperty("java.class.path"),
                UsesAServer.class.getName(), directory.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().until(() -> ProcessHandle.of(pid).flatMap(process -> process.info().command()).isEmpty());
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = connect(postgres); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = connect(postgres); var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.url(), postgres.username(), postgres.password());
    }
}
