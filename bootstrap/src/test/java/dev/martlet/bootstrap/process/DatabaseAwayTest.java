package dev.martlet.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.PostgresProxy;
import dev.martlet.bootstrap.support.Reconciliation;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.embedded.EmbeddedPostgres;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.sql.session.Migrate;
import dev.martlet.platform.testing.RestClient.Response;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A database that goes away while the program runs, and comes back. */
class DatabaseAwayTest {
    private static final Map<String, String> IMPATIENT = Map.of("server.request.timeout", "3s", "modules.orders.deadline", "2s");
    /** The time of a request, and some for a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(6);
    private static final Duration SOON_BACK = Duration.ofSeconds(4);
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(40);

    @Test
    void aStoppedDatabaseIs503AndServiceComesBackByItself(@TempDir Path directory) throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(directory);
        try (var shop = Shop.open(settings(postgres), IMPATIENT)) {
            String customer = shop.customer(0);
            String product = shop.product(100, 1000);
            List<Response> interrupted = placeWhile(shop, customer, product, postgres::close);
            assertThat(interrupted).extracting(Response::status).isSubsetOf(201, 202, 503);
            assertUnavailable(shop, customer, product);

            postgres = EmbeddedPostgres.start(directory);
            await().atMost(SOON_BACK).untilAsserted(() -> assertThat(shop.http().get("/products/" + product).status()).isEqualTo(200));
            await().atMost(SOON_BACK).untilAsserted(() -> assertThat(shop.management().get("/health/ready").expect(200).json().path("modules"))
                    .allMatch(module -> module.path("database").asString().equals("UP")));
            await().atMost(LONGEST_RECOVERY).untilAsserted(() -> shop.orderByCard(customer, product, 1, "tok_visa").expect(201));
            var reconciliation = new Reconciliation(shop.http());
            await().atMost(LONGEST_RECOVERY).untilAsserted(() -> reconciliation.assertAddUp(customer, Map.of(product, 1000L)));
            long acknowledged = interrupted.stream().filter(answer -> answer.status() != 503).count();
            assertThat(reconciliation.orders(customer)).as("no acknowledged order is lost").hasSizeGreaterThan((int) acknowledged);
        } finally {
            postgres.close();
        }
    }

    @Test
    void aDatabaseThatFallsSilentIs503InTime() throws IOException {
        var database = TestDatabase.settings();
        try (var proxy = new PostgresProxy(database.url().orElseThrow());
                var shop = Shop.open(database.at(proxy.url(), database.username().orElseThrow(), database.password().orElseThrow()), IMPATIENT)) {
            String customer = shop.customer(0);
            String product = shop.product(100, 1000);
            proxy.silence();
            try {
                assertUnavailable(shop, customer, product);
            } finally {
                proxy.speak();
            }
            await().atMost(LONGEST_RECOVERY).untilAsserted(() -> assertThat(shop.http().get("/products/" + product).status()).isEqualTo(200));
            await().atMost(LONGEST_RECOVERY).untilAsserted(() -> new Reconciliation(shop.http()).assertAddUp(customer, Map.of(product, 1000L)));
        }
    }

    private static void assertUnavailable(Shop shop, String customer, String product) {
        assertSoon503(() -> shop.http().get("/products/" + product));
        assertSoon503(() -> shop.http().post("/customers", "{\"email\": \"away@example.org\", \"name\": \"Ada\"}"));
        assertSoon503(() -> shop.orderByCard(customer, product, 1, "tok_visa"));
        for (String check : List.of("live", "started", "ready")) {
            long begin = System.nanoTime();
            JsonNode modules = shop.management().get("/health/" + check).expect(200).json().path("modules");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).as("kubelet waits for 1 s").isLessThan(Duration.ofSeconds(1));
            assertThat(modules).isNotEmpty().allMatch(module -> module.path("database").asString().equals("DOWN"));
        }
        shop.management().get("/modules").expect(200);
        shop.management().get("/metrics").expect(200);
    }

    /** That it has a Retry-After, the client checks. */
    private static void assertSoon503(Supplier<Response> request) {
        long begin = System.nanoTime();
        assertThat(request.get().expect(503).code()).isEqualTo("module-unavailable");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
    }

    private static List<Response> placeWhile(Shop shop, String customer, String product, Runnable fault) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Response>> placing = IntStream.range(0, 8)
                    .mapToObj(_ -> threads.submit(() -> shop.orderByCard(customer, product, 1, "tok_slow")))
                    .toList();
            await().until(() -> shop.http().get("/orders?status=PENDING").json().path("items").size() > 2);
            fault.run();
            var answers = new ArrayList<Response>();
            for (Future<Response> answer : placing) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    private static DatabaseSettings settings(EmbeddedPostgres postgres) {
        return new DatabaseSettings(Optional.empty(), Optional.empty(), Optional.empty(), 10, false, Migrate.START)
                .at(postgres.url(), postgres.username(), postgres.password());
    }
}
