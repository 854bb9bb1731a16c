package dev.martlet.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.testing.FreePorts;
import dev.martlet.bootstrap.Application;
import dev.martlet.bootstrap.Databases;
import dev.martlet.bootstrap.StartupFailure;
import dev.martlet.bootstrap.StopSignal;
import dev.martlet.bootstrap.support.PostgresProxy;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.bootstrap.support.Topology;
import dev.martlet.platform.embedded.EmbeddedPostgres;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A start whose database is not there yet, or not as it has to be. */
class DatabaseWaitTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private final StopSignal stop = new StopSignal();

    @Test
    void probesAreAnsweredWhileTheDatabaseIsWaitedFor(@TempDir Path directory) throws IOException {
        var postgres = EmbeddedPostgres.start(directory);
        postgres.close();
        int management = FreePorts.take(1).getFirst();
        int rest = FreePorts.take(1).getFirst();
        var start = start(TestDatabase.settings().at(postgres.url(), postgres.username(), postgres.password()),
                Map.of("management.port", String.valueOf(management), "server.port", String.valueOf(rest)));
        await().until(() -> Program.listens(management));
        assertStarting(management, rest, start);

        postgres = EmbeddedPostgres.start(directory);
        try (var application = start.join()) {
            new RestClient("http://127.0.0.1:" + application.publicPort()).get("/products").expect(200);
            List.of("live", "started", "ready").forEach(check -> http(management).get("/health/" + check).expect(200));
        } finally {
            postgres.close();
        }
    }

    @Test
    void aSchemaThatAnotherProcessMigratesIsWaitedFor() throws IOException {
        int management = FreePorts.take(1).getFirst();
        int rest = FreePorts.take(1).getFirst();
        DatabaseSettings database = TestDatabase.settings();
        var start = start(database,
                Map.of("management.port", String.valueOf(management), "server.port", String.valueOf(rest), "db.migrate", "never"));
        await().until(() -> Program.listens(management));
        assertStarting(management, rest, start);

        Databases.open(Shop.config(database, Map.of("db.migrate", "only")), stop).close();
        start.join().close();
    }

    @Test
    void aServerWithoutAFreeConnectionIsWaitedFor() throws SQLException {
        DatabaseSettings database = TestDatabase.settings();
        String name = database.url().orElseThrow().replaceFirst(".*/", "");
        execute(database, "alter database " + name + " connection limit 0");
        var start = start(database, Map.of());
        await().during(Duration.ofSeconds(1)).until(() -> !start.isDone());

        execute(database, "alter database " + name + " connection limit -1");
        start.join().close();
    }

    @Test
    void aDatabaseThatFallsSilentIsWaitedFor() throws IOException {
        DatabaseSettings database = TestDatabase.settings();
        try (var proxy = new PostgresProxy(database.url().orElseThrow())) {
            proxy.silence();
            var start = start(database.at(proxy.url(), database.username().orElseThrow(), database.password().orElseThrow()), Map.of());
            await().during(Duration.ofSeconds(1)).until(() -> !start.isDone());
            proxy.speak();
            start.join().close();
        }
    }

    @Test
    void aSignalEndsTheWaitAtOnce() throws IOException {
        var start = start(away(), Map.of("db.wait", "1h"));
        await().during(Duration.ofMillis(500)).until(() -> !start.isDone());
        stop.give();
        long begin = System.nanoTime();
        assertThatThrownBy(start::join).isInstanceOf(CompletionException.class).cause()
                .isInstanceOfSatisfying(StartupFailure.class, exit -> assertThat(exit.code()).isEqualTo(StartupFailure.STOPPED));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void theWaitHasAnEndThatNamesTheKey() throws IOException {
        DatabaseSettings away = away();
        assertThat(faults(away, Map.of("db.wait", "500ms"))).singleElement().asString()
                .startsWith("db.url: the database of " + Topology.allBut().replace(",", ", ") + " (jdbc:postgresql://127.0.0.1:")
                .contains("does not answer");
        assertThat(faults(TestDatabase.settings(), Map.of("db.wait", "500ms", "modules.orders.db.url", away.url().orElseThrow())))
                .singleElement().asString().startsWith("modules.orders.db.url: the database of orders (").contains("does not answer");
    }

    /** SQLSTATEs 3D000 and 42501. */
    @ParameterizedTest
    @CsvSource({"drop database %s, does not exist", "alter database %s owner to postgres, permission denied"})
    void whatWaitingDoesNotMendEndsTheStartAtOnce(String change, String message) throws SQLException {
        DatabaseSettings database = TestDatabase.settings();
        execute(TestDatabase.settings(), change.formatted(database.url().orElseThrow().replaceFirst(".*/", "")));
        long begin = System.nanoTime();
        assertThat(faults(database, Map.of())).isNotEmpty().allMatch(line -> line.startsWith("db.url: ") && line.contains(message));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(AT_ONCE);
    }

    private static void assertStarting(int management, int rest, CompletableFuture<Application> start) {
        await().during(Duration.ofSeconds(1)).untilAsserted(() -> {
            http(management).get("/health/live").expect(200);
            http(management).get("/health/started").expect(503);
            assertThat(http(management).get("/health/ready").expect(503).json().at("/modules/orders/database").asString()).isEqualTo("DOWN");
            http(management).get("/modules").expect(200);
            http(management).get("/metrics").expect(200);
            http(management).get("/events/dead").expect(200);
            assertThat(Program.listens(rest)).isFalse();
            assertThat(start).isNotDone();
        });
    }

    private CompletableFuture<Application> start(DatabaseSettings database, Map<String, String> settings) {
        return CompletableFuture.supplyAsync(() -> Application.start(Shop.config(database, settings), stop, () -> { }), Thread::startVirtualThread);
    }

    private List<String> faults(DatabaseSettings database, Map<String, String> settings) {
        try (var _ = Application.start(Shop.config(database, settings), stop, () -> { })) {
            return List.of();
        } catch (StartupFailure exit) {
            assertThat(exit.code()).isEqualTo(StartupFailure.CONFIGURATION);
            return exit.lines();
        }
    }

    private static DatabaseSettings away() throws IOException {
        return TestDatabase.settings().at("jdbc:postgresql://127.0.0.1:" + FreePorts.take(1).getFirst() + "/martlet", "martlet", "secret");
    }

    private static RestClient http(int port) {
        return new RestClient("http://127.0.0.1:" + port);
    }


    private static void execute(DatabaseSettings database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url().orElseThrow(), "postgres", database.password().orElseThrow());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
