package dev.martlet.bootstrap.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.Application;
import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.bootstrap.support.Load;
import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.RawHttp;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.core.tls.Certificates;
import dev.martlet.platform.embedded.EmbeddedPostgres;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.sql.session.Migrate;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets in files that change under load, by the steps of docs/tls.md. */
class ChangedSecretsTest {
    private static final Duration STEP = Duration.ofSeconds(3);
    @TempDir private Path directory;

    /** The file first: until PostgreSQL has the new password as well, new connections fall back to the former. */
    @Test
    void theDatabasePasswordChangesAndNoRequestFails() throws SQLException {
        try (var postgres = EmbeddedPostgres.start(directory.resolve("postgres"), List.of("fsync=off"))) {
            Path file = Certificates.write(directory.resolve("password"), postgres.password() + "\n");
            try (var shop = Shop.open(database(postgres), Map.of("db.password", "", "db.password.file", file.toString()))) {
                String customer = shop.customer(0);
                String product = shop.product(100, 1_000_000);
                try (var load = Load.of(new RestClient(shop.http().base()), 40, _ -> Orders.byCard(customer, product, 1, "tok_visa"))) {
                    delay(Duration.ofSeconds(1));
                    Certificates.write(file, "second\n");
                    delay(STEP);
                    growth(shop, customer);
                    sql(postgres, postgres.password(), "alter role current_user password 'second'");
                    delay(STEP);
                    growth(shop, customer);
                    load.end();
                    assertThat(load.unanswered()).isZero();
                    assertThat(load.all()).hasSizeGreaterThan(100).allMatch(answer -> answer.status() == 201);
                }
                assertEverySessionCanBeOpenedAgain(postgres, "second", shop, customer, product);
            }
        }
    }

    @Test
    void untilPostgresHasTheNewPasswordTheFormerOpensSessions() throws SQLException {
        try (var postgres = EmbeddedPostgres.start(directory.resolve("postgres"), List.of("fsync=off"))) {
            Path file = Certificates.write(directory.resolve("password"), postgres.password() + "\n");
            try (var shop = Shop.open(database(postgres), Map.of("db.password", "", "db.password.file", file.toString()))) {
                String customer = shop.customer(0);
                String product = shop.product(100, 1000);
                Certificates.write(file, "second\n");
                delay(STEP);
                assertEverySessionCanBeOpenedAgain(postgres, postgres.password(), shop, customer, product);
            }
        }
    }

    /** Those of the workers and of the relays, too. */
    private static void assertEverySessionCanBeOpenedAgain(EmbeddedPostgres postgres, String password, Shop shop, String customer, String product)
            throws SQLException {
        sql(postgres, password, "select pg_terminate_backend(pid) from pg_stat_activity where usename = current_user and pid <> pg_backend_pid()");
        await().until(() -> new RestClient(shop.http().base()).get("/products/" + product).status() == 200);
        await().until(() -> shop.orderByCard(customer, product, 1, "tok_visa").status() == 201);
        var points = new AtomicLong();
        await().untilAsserted(() -> points.set(shop.points(customer)));
        shop.orderByCard(customer, product, 1, "tok_visa").expect(201);
        await().untilAsserted(() -> assertThat(shop.points(customer)).isGreaterThan(points.get()));
    }

    private static DatabaseSettings database(EmbeddedPostgres postgres) {
        return new DatabaseSettings(Optional.empty(), Optional.empty(), Optional.empty(), 10, false, Migrate.START)
                .at(postgres.url(), postgres.username(), "");
    }

    /** old; old,new; new,old; new: each step in all processes before the next. */
    @Test
    void theInternalSecretChangesAndNoRequestFails() {
        var database = TestDatabase.settings();
        List<Path> files = List.of(directory.resolve("back"), directory.resolve("front"));
        files.forEach(file -> Certificates.write(file, "old"));
        try (var back = Shop.open(database, Map.of("security.internal.token.file", files.get(0).toString()))) {
            var settings = new HashMap<>(Map.of("modules.run", "none", "security.internal.token.file", files.get(1).toString()));
            ModuleGraph.load().names().forEach(module -> settings.put("modules." + module + ".url", url(back.application())));
            try (var front = Shop.open(database, settings)) {
                String customer = front.customer(0);
                String product = front.product(100, 1_000_000);
                try (var load = Load.of(new RestClient(front.http().base()), 40, _ -> Orders.byCard(customer, product, 1, "tok_visa"))) {
                    for (String step : List.of("old,new", "new,old", "new")) {
                        for (Path file : files) {
                            Certificates.write(file, step + "\n");
                            delay(Duration.ofMillis(1500));
                        }
                        delay(Duration.ofSeconds(1));
                    }
                    load.end();
                    assertThat(load.unanswered()).isZero();
                    assertThat(load.all()).hasSizeGreaterThan(100).allMatch(answer -> answer.status() == 201);
                }
                assertThat(products(back.application(), "old")).startsWith("HTTP/1.1 401");
                assertThat(products(back.application(), "new")).startsWith("HTTP/1.1 200");
            }
        }
    }

    /** So many readers at once that the pool grows. */
    private static void growth(Shop shop, String customer) {
        var client = new RestClient(shop.http().base());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 60).mapToObj(_ -> threads.submit(() -> client.get("/orders?customerId=" + customer).status())).toList();
            answers.forEach(answer -> {
                try {
                    assertThat(answer.get()).isEqualTo(200);
                } catch (Exception failure) {
                    throw new IllegalStateException(failure);
                }
            });
        }
    }

    private static String products(Application application, String secret) {
        return new RawHttp(application.internalPort()).exchange(("GET /products HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nMartlet-Internal: "
                + secret + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String url(Application application) {
        return "http://127.0.0.1:" + application.internalPort();
    }

    private static void sql(EmbeddedPostgres postgres, String password, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.username(), password); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The load goes on. */
    private static void delay(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}
