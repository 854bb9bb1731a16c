package dev.martlet.bootstrap.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.rest.Suite;
import dev.martlet.bootstrap.support.Load;
import dev.martlet.bootstrap.support.Load.Answered;
import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Reconciliation;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.bootstrap.support.ShopClient;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.RestClient.Response;
import dev.martlet.platform.testing.TestDatabase;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payments in a process of its own, the rest in another, with a secret between them: the same answers at both ports, also around the death of payments. */
class PaymentsApartIT {
    private static final System.Logger LOG = System.getLogger(PaymentsApartIT.class.getName());
    private static final String SECRET = "correct-horse-battery-staple";
    private static final long PRICE = 250;
    private static final int STOCK = 5000;
    private static final int ORDERS_A_SECOND = 40;
    private static final Duration OPENS = Duration.ofSeconds(15);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration SETTLES = Duration.ofSeconds(40);

    @TempDir
    private static Path directory;
    private static Deployment shop;

    @BeforeAll
    static void start() {
        shop = Deployment.start(directory, TestDatabase.settings(), Grouping.of("payments"), Map.of("SECURITY_INTERNAL_TOKEN", SECRET));
    }

    @AfterAll
    static void end() {
        shop.close();
        assertThat(shop.output()).doesNotContain(SECRET);
    }

    @Test
    void bothPortsGiveTheSameAnswers() {
        Suite.run(shop.front("orders").base());
        Suite.run(shop.front("payments").base());
    }

    @Test
    void theInternalPortIsForThoseWhoKnowTheSecret() {
        var internal = new RestClient("http://127.0.0.1:" + shop.internalPort("orders"));
        for (Response refused : List.of(
                internal.get("/customers"),
                internal.get("/nothing"),
                internal.post("/internal/customers/check", "{}"),
                internal.get("/customers", "Martlet-Internal", SECRET + "x"))) {
            assertThat(refused.expect(401).header("WWW-Authenticate")).isPresent();
            assertThat(refused.body() + refused.raw().headers().map()).doesNotContain(SECRET);
        }
        internal.get("/customers", "Martlet-Internal", SECRET).expect(200);
        assertThat(shop.front("payments").get("/customers").expect(200).raw().headers().map().toString()).doesNotContain(SECRET);
    }

    @Test
    void theDeathOfPaymentsDelaysOrdersAndNothingElse() {
        ShopClient http = shop.front("orders");
        var front = Shop.at(http.base());
        String customer = front.customer(1_000_000);
        List<String> products = Stream.generate(() -> front.product(PRICE, STOCK)).limit(3).toList();
        try (var load = Load.of(shop.of("orders").rest(), ORDERS_A_SECOND, number -> body(customer, products, number))) {
            await().atMost(OPENS).until(() -> load.total() >= 2 * ORDERS_A_SECOND);
            List<Duration> before = reads(products);
            shop.kill("payments");
            long killed = System.nanoTime();
            await().atMost(OPENS).until(() -> breaker().equals("open"));
            Duration opened = since(killed);
            long open = System.nanoTime();
            List<Duration> during = reads(products);
            await().atMost(OPENS).until(() -> load.count(open, 202) >= 2 * ORDERS_A_SECOND);
            assertUnavailable();
            assertThat(load.since(open, answer -> answer.status() != 202)).as("with payments dead").isEmpty();
            shop.revive("payments");
            long revived = System.nanoTime();
            await().atMost(SETTLES).until(() -> load.count(revived, 201) >= ORDERS_A_SECOND);
            Duration back = since(revived);
            assertThat(breaker()).isEqualTo("closed");
            List<Duration> postponed = load.since(open, answer -> answer.status() == 202 && answer.begin() - revived < 0).stream().map(Answered::time).toList();
            load.end();
            assertThat(load.unanswered()).isZero();
            await().atMost(SETTLES).until(() -> http.get("/orders?status=PENDING").expect(200).json().path("items").isEmpty());
            Duration settled = since(revived);
            await().atMost(SETTLES).untilAsserted(() -> new Reconciliation(http).assertAddUp(customer, products, STOCK));
            LOG.log(Level.INFO, "{0} orders; breaker open after {1} ms; {2} answered 202, p95 {3} ms; reads p95 {4} ms before, {5} ms during; "
                    + "after the restart {6} ms to {7} orders at once, {8} ms until all were final",
                    load.total(), opened.toMillis(), postponed.size(), Load.percentile(95, postponed).toMillis(),
                    Load.percentile(95, before).toMillis(), Load.percentile(95, during).toMillis(), back.toMillis(), ORDERS_A_SECOND, settled.toMillis());
            assertThat(Load.percentile(95, postponed)).isLessThan(AT_ONCE);
            assertThat(Load.percentile(95, during)).isLessThan(AT_ONCE);
        }
        assertThat(shop.of("orders").errors().lines().filter(line -> line.contains("Circuit breaker for payments opened"))).hasSize(1);
        assertThat(shop.of("orders").errors().lines().filter(line -> line.contains("Circuit breaker for payments closed"))).hasSize(1);
    }

    /** A request for what the dead module answers for is refused at once; the process that forwards it is well. */
    private static void assertUnavailable() {
        Response refused = shop.front("orders").get("/payments").expect(503);
        assertThat(refused.code()).isEqualTo("module-unavailable");
        assertThat(refused.header("Retry-After")).hasValueSatisfying(seconds -> assertThat(Integer.parseInt(seconds)).isPositive());
        shop.of("orders").management().get("/health/ready").expect(200);
    }

    private static String body(String customer, List<String> products, int number) {
        String product = products.get(number % products.size());
        int quantity = 1 + number % 2;
        return switch (number % 5) {
            case 0 -> Orders.onCredit(customer, product, quantity);
            case 1 -> Orders.byCard(customer, product, quantity, "tok_declined");
            default -> Orders.byCard(customer, product, quantity, "tok_visa");
        };
    }

    /** The breaker before payments, as operators see it. */
    private static String breaker() {
        return shop.of("orders").management().get("/modules").expect(200).json().path("modules").valueStream()
                .filter(module -> module.path("name").asString().equals("payments"))
                .map(module -> module.path("guard").asString())
                .findFirst().orElseThrow();
    }

    private static List<Duration> reads(List<String> products) {
        RestClient http = shop.of("orders").rest();
        return IntStream.range(0, 100).mapToObj(number -> {
            long begin = System.nanoTime();
            http.get("/products/" + products.get(number % products.size())).expect(200);
            return since(begin);
        }).toList();
    }

    private static Duration since(long moment) {
        return Duration.ofNanos(System.nanoTime() - moment);
    }
}
