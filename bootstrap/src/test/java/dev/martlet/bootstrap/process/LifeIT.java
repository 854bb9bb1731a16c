package dev.martlet.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.Program.End;
import dev.martlet.bootstrap.support.Reconciliation;
import dev.martlet.bootstrap.support.ShopClient;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.RestClient.Response;
import dev.martlet.platform.testing.TestDatabase;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program's start, stop and sudden death. */
class LifeIT {
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(40);

    @TempDir
    private Path directory;

    @Test
    void itSaysWhereItListensAndWhatRuns() {
        try (var program = Program.in(directory).on(TestDatabase.settings()).start().awaitReady()) {
            assertThat(program.out())
                    .contains("Martlet is ready after ")
                    .contains(String.join(", ", ModuleGraph.load().names()))
                    .contains("/openapi")
                    .contains("curl -i ");
            program.management().get("/health/ready").expect(200);
            assertThat(program.errors()).isEmpty();
        }
    }

    @Test
    void thePortsCanListenOnAddressesOfTheirOwn() {
        try (var program = Program.in(directory).on(TestDatabase.settings()).property("management.host", "127.0.0.2").start().awaitReady()) {
            assertThat(program.management().base()).startsWith("http://127.0.0.2:");
            program.management().get("/health/ready").expect(200);
            assertThat(Program.listens(URI.create(program.management().base()).getPort())).isFalse();
            assertThat(program.rest().base()).startsWith("http://127.0.0.1:");
        }
    }

    @Test
    void aSignalLetsRequestsInFlightFinishAfterReadinessWentDown() throws Exception {
        try (var program = Program.in(directory).on(TestDatabase.settings()).start().awaitReady();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ShopClient http = program.http();
            RestClient management = program.management();
            String body = Orders.byCard(customer(http), product(http, 1000), 1, "tok_slow");
            var inFlight = new ArrayList<Future<Response>>();
            for (int i = 0; i < 20; i++) {
                inFlight.add(threads.submit(() -> http.post("/orders", body)));
            }
            await().until(() -> http.get("/orders").json().path("items").size() == inFlight.size());
            program.terminate();
            await().pollInterval(Duration.ofMillis(5)).until(() -> management.get("/health/ready").status() == 503);
            for (Future<Response> answer : inFlight) {
                assertThat(answer.get().status()).isEqualTo(201);
            }
            long answered = System.nanoTime();
            assertThat(program.awaitEnd().code()).isIn(0, 143);
            assertThat(Duration.ofNanos(System.nanoTime() - answered)).isLessThan(Duration.ofSeconds(5));
            assertThat(program.errors().lines()).allMatch(line -> line.contains(" INFO audit: "));
        }
    }

    @Test
    void aSignalWhileItStartsLeavesNothingBehind() {
        try (var program = Program.in(directory).start()) {
            Path postmaster = directory.resolve(".martlet/postgres/data/postmaster.pid");
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(postmaster));
            assertThat(program.terminate().awaitEnd().code()).isIn(0, 143);
            assertThat(postmaster).doesNotExist();
        }
    }

    @Test
    void aSignalWhileItWaitsForTheDatabaseEndsIt() {
        try (var program = Program.in(directory).property("db.url", "jdbc:postgresql://127.0.0.1:1/martlet").property("db.wait", "1h").start()) {
            await().atMost(Duration.ofSeconds(30)).until(() -> program.errors().contains("db.wait"));
            long begin = System.nanoTime();
            assertThat(program.terminate().awaitEnd().code()).isIn(0, 143);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void afterAKillEveryOrderEndsAndTheBooksAddUp() {
        Program.Preparation impatient = Program.in(directory)
                .property("modules.orders.deadline", "1s")
                .property("modules.payments.gateway.timeout", "300ms");
        Program first = impatient.start().awaitReady();
        var stock = new HashMap<String, Long>();
        String customer;
        try {
            ShopClient http = first.http();
            customer = customer(http);
            Stream.generate(() -> product(http, 1000)).limit(3).forEach(product -> stock.put(product, 1000L));
            placeUntilKilled(first, customer, List.copyOf(stock.keySet()));
        } finally {
            first.kill();
        }
        try (var second = impatient.start().awaitReady()) {
            ShopClient http = second.http();
            await().atMost(LONGEST_RECOVERY).untilAsserted(() -> assertThat(http.get("/orders?status=PENDING&limit=200").json().path("items")).isEmpty());
            var reconciliation = new Reconciliation(http);
            await().atMost(LONGEST_RECOVERY).untilAsserted(() -> reconciliation.assertAddUp(customer, stock));
            assertThat(reconciliation.orders(customer)).isNotEmpty();
        }
    }

    @Test
    void aJobMigratesAndEndsAndThenNothingIsLeftToMigrate() {
        var database = TestDatabase.settings();
        End job = Program.in(directory).on(database).property("db.migrate", "only").run();
        assertThat(job.code()).isZero();
        assertThat(job.out()).isEmpty();
        assertThat(job.errors()).isEmpty();
        try (var program = Program.in(directory).on(database).property("db.migrate", "never").start().awaitReady()) {
            program.rest().get("/products").expect(200);
        }
    }

    /** Kills the program when a few dozen orders are through and as many as there are clients are under way. */
    private static void placeUntilKilled(Program program, String customer, List<String> products) {
        RestClient http = program.rest();
        var enough = new CountDownLatch(30);
        List<String> tokens = List.of("tok_visa", "tok_slow", "tok_declined", "tok_visa", "tok_timeout", "tok_visa");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 12; i++) {
                String body = Orders.byCard(customer, products.get(i % products.size()), 1 + i % 3, tokens.get(i % tokens.size()));
                threads.submit(() -> placeAgainAndAgain(http, body, enough));
            }
            threads.submit(() -> {
                enough.await();
                program.kill();
                return true;
            });
        }
    }

    private static void placeAgainAndAgain(RestClient http, String body, CountDownLatch enough) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                http.post("/orders", body, "Idempotency-Key", UUID.randomUUID().toString());
                enough.countDown();
            }
        } catch (UncheckedIOException _) {
            // The program was killed.
        }
    }

    private static String customer(ShopClient http) {
        return http.post("/customers", "{\"email\": \"" + UUID.randomUUID() + "@example.org\", \"name\": \"Ada\"}").expect(201).text("id");
    }

    private static String product(ShopClient http, int stock) {
        return http.post("/products", """
                {"name": "Tea", "price": {"amount": 250, "currency": "EUR"}, "stock": %d}
                """.formatted(stock)).expect(201).text("id");
    }
}
