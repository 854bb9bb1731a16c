package dev.martlet.bootstrap.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.rest.Suite;
import dev.martlet.bootstrap.support.Load;
import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.Reconciliation;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.bootstrap.support.ShopClient;
import dev.martlet.platform.testing.RestClient.Response;
import dev.martlet.platform.testing.TestDatabase;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two processes of everything on one database: they share the work, and one goes on for both. */
class SideBySideIT {
    private static final System.Logger LOG = System.getLogger(SideBySideIT.class.getName());
    private static final int RACERS = 8;
    private static final long PRICE = 250;
    private static final int STOCK = 1000;
    private static final int ORDERS_A_SECOND = 40;
    private static final Duration TAKEN_OVER = Duration.ofSeconds(10);
    private static final Duration MUCH_LOAD = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;
    private static Deployment shop;

    @BeforeAll
    static void start() {
        Set<String> everything = Set.copyOf(Grouping.MODULES);
        shop = Deployment.start(directory, TestDatabase.settings(), new Grouping(List.of(everything, everything)), Map.of());
    }

    @AfterAll
    static void end() {
        shop.close();
    }

    @Test
    void theSecondGivesTheSameAnswersAsOneAlone() {
        Suite.run(shop.process(1).http().base());
    }

    @Test
    void oneKeySentToBothAtOnceMakesOneOrder() throws Exception {
        Shop front = Shop.at(shop.process(0).http().base());
        ShopClient http = front.http();
        String customer = front.customer(0);
        String product = front.product(PRICE, STOCK);
        String body = Orders.byCard(customer, product, 1, "tok_slow");
        String key = UUID.randomUUID().toString();
        List<Response> answers = race(body, key);
        assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.code().equals("idempotency-key-in-progress"));
        assertThat(answers).anyMatch(answer -> answer.status() == 201);
        List<Response> replays = List.of(
                shop.process(0).http().post("/orders", body, "Idempotency-Key", key).expect(201),
                shop.process(1).http().post("/orders", body, "Idempotency-Key", key).expect(201));
        assertThat(replays.getFirst().body()).isEqualTo(replays.getLast().body());
        assertThat(new Reconciliation(http).orders(customer)).hasSize(1);
        await().untilAsserted(() -> new Reconciliation(http).assertAddUp(customer, List.of(product), STOCK));
    }

    @Test
    void anOrderOfOneIsFollowedAtTheOther() {
        Shop front = Shop.at(shop.process(0).http().base());
        String body = Orders.byCard(front.customer(0), front.product(PRICE, 1), 1, "tok_timeout");
        Response placed = front.http().post("/orders", body).expect(202);
        Response stream = shop.process(1).http().get("/orders/" + placed.text("id") + "/events").expect(200);
        assertThat(stream.body().lines().filter(line -> line.startsWith("id: "))).containsExactly("id: PENDING", "id: CONFIRMED");
    }

    /** Whichever of them relays the events: each is killed once. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void theOtherTakesOverFromOneThatIsKilled(int victim) {
        Program killed = shop.process(victim);
        Shop front = Shop.at(shop.process(1 - victim).http().base());
        ShopClient http = front.http();
        String customer = front.customer(0);
        String product = front.product(PRICE, STOCK);
        List<String> tokens = List.of("tok_visa", "tok_slow", "tok_visa", "tok_visa", "tok_timeout");
        try (var load = Load.of(killed.rest(), ORDERS_A_SECOND, number -> Orders.byCard(customer, product, 1, tokens.get(number % tokens.size())))) {
            await().atMost(MUCH_LOAD).until(() -> load.total() >= ORDERS_A_SECOND);
            killed.kill();
        }
        long begin = System.nanoTime();
        try {
            int left = pending(http, customer);
            await().atMost(TAKEN_OVER).until(() -> pending(http, customer) < left || left == 0);
            Duration takenOver = since(begin);
            var reconciliation = new Reconciliation(http);
            await().atMost(MUCH_LOAD).untilAsserted(() -> reconciliation.assertAddUp(customer, List.of(product), STOCK));
            LOG.log(Level.INFO, "killed with {0} of {1} orders pending: the first taken over after {2} ms, all settled after {3} ms",
                    left, reconciliation.orders(customer).size(), takenOver.toMillis(), since(begin).toMillis());
        } finally {
            shop.revive(victim);
        }
    }

    private static int pending(ShopClient http, String customer) {
        return http.get("/orders?limit=200&status=PENDING&customerId=" + customer).expect(200).json().path("items").size();
    }

    private static Duration since(long moment) {
        return Duration.ofNanos(System.nanoTime() - moment);
    }

    private static List<Response> race(String body, String key) throws Exception {
        var start = new CountDownLatch(1);
        var racing = new ArrayList<Future<Response>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int racer = 0; racer < RACERS; racer++) {
                ShopClient http = shop.process(racer % 2).http();
                racing.add(threads.submit(() -> {
                    start.await();
                    return http.post("/orders", body, "Idempotency-Key", key);
                }));
            }
            start.countDown();
        }
        return racing.stream().map(Future::resultNow).toList();
    }
}
