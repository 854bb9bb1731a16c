package dev.martlet.bootstrap.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.platform.testing.FreePorts;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.Program.End;
import dev.martlet.platform.sql.DatabaseUnavailable;
import dev.martlet.platform.sql.check.ServerCheck;
import dev.martlet.platform.sql.check.UnfitDatabase;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PgBouncer between the program and PostgreSQL. */
class PgBouncerInteropIT {
    private static final int OFTEN = 20;

    @TempDir
    private Path directory;

    @Test
    void inSessionModeEverythingWorks() throws SQLException {
        DatabaseSettings database = TestDatabase.settings();
        try (var pooler = PgBouncer.start(directory, database, "session")) {
            DatabaseSettings pooled = pooler.pooled();
            End job = Program.in(directory).on(pooled).property("db.migrate", "only").run();
            assertThat(job.code()).as(job.errors().toString()).isZero();
            assertThat(owners(database)).containsExactlyInAnyOrderElementsOf(
                    ModuleGraph.load().names().stream().map(module -> module + " martlet_" + module).toList());
            try (var program = Program.in(directory).on(pooled).property("db.migrate", "never").property("db.pool.size", "4").start().awaitReady()) {
                placesAnOrderAndHearsOfIt(program.rest());
            }
            try (var again = Program.in(directory).on(pooled).property("db.pool.size", "4").start().awaitReady()) {
                placesAnOrderAndHearsOfIt(again.rest());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"transaction", "statement", "transaction; server_round_robin = 1", "transaction; default_pool_size = 1",
        "transaction; min_pool_size = 10"})
    void anyOtherModeEndsTheStart(String mode) {
        DatabaseSettings database = TestDatabase.settings();
        try (var pooler = PgBouncer.start(directory, database, mode)) {
            for (int i = 0; i < OFTEN; i++) {
                assertThatThrownBy(() -> ServerCheck.check(pooler.pooled(), "orders")).isInstanceOf(UnfitDatabase.class);
            }
            for (String migrate : List.of("start", "only", "never")) {
                End end = Program.in(directory).on(pooler.pooled()).property("db.migrate", migrate).run();
                assertThat(end.code()).isEqualTo(78);
                assertThat(end.errors()).singleElement().asString().startsWith("db.url: ").contains("transaction pooling");
            }
        }
    }

    /** Others use the same pools at the same time. */
    @Test
    void transactionModeIsFoundWhileOthersAreBusy() throws Exception {
        DatabaseSettings database = TestDatabase.settings();
        try (var pooler = PgBouncer.start(directory, database, "transaction"); var others = new Others(pooler.pooled(), 6)) {
            others.awaitBusy();
            for (int i = 0; i < OFTEN; i++) {
                assertThatThrownBy(() -> ServerCheck.check(pooler.pooled(), "orders")).isInstanceOf(UnfitDatabase.class);
            }
        }
    }

    @Test
    void aServerThatPgBouncerCannotReachIsWaitedFor() throws IOException {
        DatabaseSettings nowhere;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nowhere = TestDatabase.settings().at("jdbc:postgresql://127.0.0.1:" + free.getLocalPort() + "/martlet", "martlet", "secret");
        }
        try (var pooler = PgBouncer.start(directory, nowhere, "session")) {
            assertThatThrownBy(() -> ServerCheck.check(pooler.pooled(), "orders")).isInstanceOf(DatabaseUnavailable.class);
        }
    }

    private static void placesAnOrderAndHearsOfIt(RestClient http) {
        String customer = http.post("/customers", "{\"email\": \"" + UUID.randomUUID() + "@example.org\", \"name\": \"Ada\"}").expect(201).text("id");
        String product = http.post("/products", """
                {"name": "Tea", "price": {"amount": 250, "currency": "EUR"}, "stock": 10}
                """).expect(201).text("id");
        http.post("/orders", """
                {"customerId": "%s", "items": [{"productId": "%s", "quantity": 2}], "payment": {"method": "CARD", "token": "tok_visa"}}
                """.formatted(customer, product)).expect(201);
        await().untilAsserted(() -> assertThat(http.get("/loyalty/" + customer).expect(200).json().path("points").asInt()).isEqualTo(5));
    }

    /** Schemas with the owners of their tables. */
    private static List<String> owners(DatabaseSettings database) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        database.url().orElseThrow(), database.username().orElseThrow(), database.password().orElseThrow());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select distinct schemaname || ' ' || tableowner as owner
                        from pg_tables
                        where schemaname not in ('pg_catalog', 'information_schema')
                        """)) {
            var owners = new ArrayList<String>();
            while (rows.next()) {
                owners.add(rows.getString("owner"));
            }
            return owners;
        }
    }

    /** PgBouncer in front of one server, which it logs in to by itself. */
    private record PgBouncer(Debian process, DatabaseSettings pooled) implements AutoCloseable {
        static PgBouncer start(Path directory, DatabaseSettings database, String mode) {
            int port = FreePorts.take(1).getFirst();
            try {
                String url = database.url().orElseThrow();
                Files.writeString(directory.resolve("pgbouncer.ini"), """
                        [databases]
                        * = host=127.0.0.1 port=%s user=%s password=%s
                        [pgbouncer]
                        listen_addr = 127.0.0.1
                        listen_port = %d
                        unix_socket_dir =
                        user = nobody
                        auth_type = any
                        default_pool_size = 60
                        ignore_startup_parameters = extra_float_digits,options
                        pool_mode = %s
                        """.formatted(url.replaceFirst(".*:(\\d+)/.*", "$1"), database.username().orElseThrow(), database.password().orElseThrow(), port,
                        mode.replace("; ", "\n")));
                Debian process = Debian.start(directory, "pgbouncer", directory.resolve("pgbouncer.ini").toString());
                await().until(() -> Program.listens(port));
                return new PgBouncer(process, database.at(
                        url.replaceFirst(":\\d+/", ":" + port + "/"), database.username().orElseThrow(), database.password().orElseThrow()));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public void close() {
            process.close();
        }
    }

    /** Clients of a pooler that run one statement after the other. */
    private static final class Others implements AutoCloseable {
        private final List<Thread> threads = new ArrayList<>();
        private final CountDownLatch busy;

        Others(DatabaseSettings pooled, int count) {
            busy = new CountDownLatch(count);
            for (int i = 0; i < count; i++) {
                threads.add(Thread.startVirtualThread(() -> ask(pooled)));
            }
        }

        void awaitBusy() throws InterruptedException {
            busy.await();
        }

        private void ask(DatabaseSettings pooled) {
            try (var connection = DriverManager.getConnection(pooled.url().orElseThrow(), pooled.username().orElseThrow(), "");
                    var statement = connection.createStatement()) {
                statement.execute("select 1");
                busy.countDown();
                while (!Thread.currentThread().isInterrupted()) {
                    statement.execute("select 1");
                }
            } catch (SQLException _) {
                // The pooler has ended.
            }
        }

        @Override
        public void close() {
            threads.forEach(Thread::interrupt);
        }
    }
}
