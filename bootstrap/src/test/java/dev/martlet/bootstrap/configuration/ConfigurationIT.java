package dev.martlet.bootstrap.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.testing.FreePorts;
import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.bootstrap.support.PostgresProxy;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.Program.End;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration that cannot work stops the real program: within 5 s, with exit code 78 and a line for each fault, before it listens. */
class ConfigurationIT {
    private static final String SECRET = "hunter2";
    private static final Duration IN_TIME = Duration.ofSeconds(5);
    /** What is waited for may take db.wait, and an attempt that is under way then. */
    private static final Duration AFTER_WAITING = Duration.ofSeconds(15);

    @TempDir
    private Path directory;

    @Test
    void severalFaultsAreReportedAtOnceBeforeAnythingListens() throws IOException {
        int port = FreePorts.take(1).getFirst();
        End end = Program.in(directory)
                .without("server.port")
                .configuration("""
                        server:
                          port: %d
                          host: 0.0.0.0
                        modules:
                          run: orders, costumers
                          payments:
                            gateway:
                              tipe: http
                        db:
                          url: jdbc:postgresql://127.0.0.1:1/martlet
                          password: %s
                          pool:
                            size: many
                        guards:
                          default:
                            timeout: 5
                        """.formatted(port, SECRET))
                .run();
        assertStopped(end);
        assertThat(end.errors()).hasSize(8 + ModuleGraph.load().subscribersOf("orders").size()).allMatch(line -> line.matches("[a-z.]+: .+"));
        assertThat(String.join("\n", end.errors()))
                .contains("server.host: must be a loopback address")
                .contains("modules.run: there is no module costumers; did you mean customers?")
                .contains("modules.payments.url: must be set, because payments does not run here and orders needs it")
                .contains("modules.loyalty.url: must be set, because loyalty does not run here and it listens to orders")
                .contains("modules.payments.gateway.tipe: is not known; did you mean modules.payments.gateway.type?")
                .contains("db.pool.size: must be a whole number")
                .contains("guards.default.timeout: must be a time");
        assertThat(Program.listens(port)).isFalse();
    }

    @Test
    void aFileThatCannotBeReadIsReported() {
        End end = Program.in(directory).environment("MARTLET_CONFIG", "nowhere.yaml").run();
        assertStopped(end);
        assertThat(end.errors()).containsExactly("martlet.config: the file nowhere.yaml cannot be read");
    }

    @Test
    void aFileThatIsNoYamlIsReported() {
        End end = Program.in(directory).configuration("db: {password: " + SECRET + ", url: [}\n").run();
        assertStopped(end);
        assertThat(end.errors()).containsExactly("config/application.yaml: the file config/application.yaml is not valid YAML: see line 1, column 31");
    }

    @Test
    void aDirectoryThatIsNoneIsReported() {
        End end = Program.in(directory).file("taken", "by a file").property("db.embedded.directory", "taken").run();
        assertStopped(end);
        assertThat(end.errors()).hasSize(1).first().asString().startsWith("db.embedded.directory: PostgreSQL cannot be started in taken");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsReported() throws IOException {
        End end = Program.in(directory)
                .property("db.url", "jdbc:postgresql://127.0.0.1:" + FreePorts.take(1).getFirst() + "/martlet?password=" + SECRET)
                .environment("DB_PASSWORD", SECRET)
                .property("db.wait", "1s")
                .run();
        assertStoppedAfterWaiting(end);
    }

    @Test
    void aDatabaseThatHangsIsReported() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            End end = Program.in(directory).property("db.url", "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/martlet")
                    .property("db.wait", "0s")
                    .run();
            assertStopped(end, AFTER_WAITING);
            assertThat(end.errors()).singleElement().asString().startsWith("db.url: the database of customers, ").contains("does not answer");
        }
    }

    @Test
    void aWrongPasswordIsReported() {
        End end = Program.in(directory).on(TestDatabase.settings()).property("db.password", SECRET).run();
        assertStopped(end);
        assertThat(end.errors()).isNotEmpty().allMatch(line -> line.startsWith("db.url: the database of ") && line.contains("password authentication failed"));
    }

    @Test
    void anEmptyDatabaseThatMayNotBeMigratedIsReported() {
        End end = Program.in(directory).on(TestDatabase.settings()).property("db.migrate", "never").property("db.wait", "1s").run();
        assertStoppedAfterWaiting(end);
        assertThat(end.errors().getFirst()).contains("another process to migrate the schemas of ").contains("payments");
        int modules = ModuleGraph.load().names().size();
        assertThat(end.errors()).hasSize(modules + 1)
                .filteredOn(line -> line.startsWith("db.url: ")).hasSize(modules).allMatch(line -> line.contains("db.migrate"));
    }

    @Test
    void portsThatAreTakenAreReportedAtOnce() throws IOException {
        try (var one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()); var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            End end = Program.in(directory)
                    .on(TestDatabase.settings())
                    .property("server.port", String.valueOf(one.getLocalPort()))
                    .property("management.port", String.valueOf(other.getLocalPort()))
                    .run();
            assertStopped(end);
            assertThat(end.errors()).hasSize(2);
            assertThat(end.errors().getFirst()).startsWith("server.port: port " + one.getLocalPort());
            assertThat(end.errors().getLast()).startsWith("management.port: port " + other.getLocalPort());
        }
    }

    @Test
    void aPortThatIsTakenDuringTheWaitIsReported() throws IOException {
        DatabaseSettings database = TestDatabase.settings();
        int rest = FreePorts.take(1).getFirst();
        int management = FreePorts.take(1).getFirst();
        try (var proxy = new PostgresProxy(database.url().orElseThrow())) {
            proxy.silence();
            var program = Program.in(directory)
                    .on(database.at(proxy.url(), database.username().orElseThrow(), database.password().orElseThrow()))
                    .property("server.port", String.valueOf(rest))
                    .property("management.port", String.valueOf(management));
            var end = CompletableFuture.supplyAsync(program::run, Thread::startVirtualThread);
            await().until(() -> Program.listens(management));
            try (var _ = new ServerSocket(rest, 1, InetAddress.getLoopbackAddress())) {
                proxy.speak();
                assertThat(end.join().code()).isEqualTo(78);
                assertThat(end.join().errors()).filteredOn(line -> !line.contains("Waiting up to 30 s (db.wait) for the database of "))
                        .singleElement().asString().startsWith("server.port: port " + rest + " of ");
            }
        }
    }

    @Test
    void aDatabaseUrlThatCannotBeReadIsReportedOnce() {
        for (String url : List.of("jdbc:postgresql://127.0.0.1:99999/martlet", "jdbc:postgresql://127.0.0.1:5432", "jdbc:postgresql://")) {
            End end = Program.in(directory).property("db.url", url).property("db.wait", "0s").run();
            assertStopped(end, AFTER_WAITING);
            assertThat(end.errors()).as(url).singleElement().asString().startsWith("db.url: ");
        }
    }

    @Test
    void theStrongerSourceWins() {
        End end = Program.in(directory)
                .configuration("db: {pool: {size: c}, migrate: c}\nevents: {workers: c, retention: c}")
                .file("named.yaml", "db: {pool: {size: f}, migrate: never}\nevents: {workers: f}")
                .property("martlet.config", "named.yaml")
                .property("db.pool.size", "p")
                .property("db.migrate", "start")
                .environment("DB_POOL_SIZE", "5")
                .environment("MODULES_ORDERS_SERVICE_PORT", "tcp://10.0.0.1:80")
                .environment("MODULES_RUN_ALL", "nothing reads this")
                .run();
        // The environment's pool size and the property's migrate are right, so only what comes from the files is left.
        assertStopped(end);
        assertThat(end.errors()).allMatch(line -> line.startsWith("events.workers: ") || line.startsWith("events.retention: ")).hasSize(2);
    }

    /** One line of the log says what it waits for. */
    private static void assertStoppedAfterWaiting(End end) {
        assertStopped(end, AFTER_WAITING);
        assertThat(end.errors()).filteredOn(line -> !line.startsWith("db.url: the database of ")).singleElement().asString()
                .contains("Waiting up to 1 s (db.wait) for ");
    }

    private static void assertStopped(End end) {
        assertStopped(end, IN_TIME);
    }

    private static void assertStopped(End end, Duration time) {
        assertThat(end.code()).as(end.errors().toString()).isEqualTo(78);
        assertThat(end.time()).isLessThan(time);
        assertThat(end.out()).isEmpty();
        assertThat(end.errors()).noneMatch(line -> line.contains(SECRET));
    }

}
