package dev.martlet.bootstrap.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.Load;
import dev.martlet.bootstrap.support.Load.Answered;
import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.Reconciliation;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.bootstrap.support.ShopClient;
import dev.martlet.platform.testing.RestClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Orders of every kind that keep coming at one address while an operator does a job, and what must hold afterwards. */
final class Trade implements AutoCloseable {
    static final int ORDERS_A_SECOND = 20;
    private static final int A_WHILE = 2 * ORDERS_A_SECOND;
    private static final int MOST = 3000;
    private static final long PRICE = 250;
    private static final int STOCK = 100_000;
    private static final long CREDIT = 100_000_000;
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Duration SETTLES = Duration.ofSeconds(60);

    private final String customer;
    private final String product;
    private final Load load;

    private Trade(String customer, String product, RestClient front) {
        this.customer = customer;
        this.product = product;
        load = Load.of(() -> front, ORDERS_A_SECOND, this::body, MOST);
    }

    /** @param shop makes the customer and the product */
    static Trade begin(ShopClient shop, String front) {
        var direct = Shop.at(shop.base());
        return new Trade(direct.customer(CREDIT), direct.product(PRICE, STOCK), new RestClient(front));
    }

    /** Waits for some more answers. */
    void goOn() {
        int before = load.total();
        await().atMost(SOON).until(() -> load.total() >= before + A_WHILE);
    }

    /** Waits until orders that came after a moment are confirmed at once. */
    void awaitConfirmed(long moment) {
        await().atMost(SOON).until(() -> load.count(moment, 201) >= ORDERS_A_SECOND);
    }

    /** How many of each status came since a moment. */
    TreeMap<Integer, Long> statuses(long moment) {
        return load.since(moment, _ -> true).stream().collect(Collectors.groupingBy(Answered::status, TreeMap::new, Collectors.counting()));
    }

    /** The longest time between two orders that were confirmed, of those that came since a moment. */
    Duration longestPause(long moment) {
        List<Long> times = load.since(moment, answer -> answer.status() == 201).stream().map(answer -> answer.begin() - moment).sorted().toList();
        long longest = times.getFirst();
        for (int i = 1; i < times.size(); i++) {
            longest = Math.max(longest, times.get(i) - times.get(i - 1));
        }
        return Duration.ofNanos(longest);
    }

    /**
     * No more orders. Every one was answered, and not by a failure but for 503 with Retry-After; what was promised is there, once, and all adds up.
     *
     * @param check the program, with the databases of the shop
     */
    void assertNothingLost(ShopClient shop, Program.Preparation check) {
        end(shop);
        Program.End checked = check.arguments("check").run();
        assertThat(checked.out()).as("findings").isEmpty();
        assertThat(checked.code()).as(() -> String.join("\n", checked.errors())).isZero();
    }

    /** No more orders, and each has its outcome. */
    void end(ShopClient shop) {
        load.end();
        assertThat(load.unanswered()).as("requests without an answer").isZero();
        assertThat(load.since(0, answer -> !Set.of(201, 202, 402, 503).contains(answer.status()))).isEmpty();
        assertThat(load.since(0, answer -> answer.status() == 503)).allMatch(Answered::retryAfter, "has Retry-After");
        assertPromisesKept(shop);
        assertAddUp(shop);
    }

    void assertAddUp(ShopClient shop) {
        var reconciliation = new Reconciliation(shop);
        await().atMost(SETTLES).untilAsserted(() -> reconciliation.assertAddUp(customer, List.of(product), STOCK));
    }

    /** Of those that are confirmed, the newest. */
    String order(ShopClient shop) {
        return shop.get("/orders?status=CONFIRMED&limit=1&customerId=" + customer).expect(200).json().at("/items/0/id").asString();
    }

    private void assertPromisesKept(ShopClient shop) {
        var reconciliation = new Reconciliation(shop);
        await().atMost(SETTLES).until(() -> shop.get("/orders?status=PENDING").json().path("items").isEmpty());
        List<JsonNode> orders = reconciliation.orders(customer);
        Set<String> all = orders.stream().map(Trade::id).collect(Collectors.toSet());
        Set<String> confirmed = orders.stream().filter(order -> order.path("status").asString().equals("CONFIRMED")).map(Trade::id).collect(Collectors.toSet());
        assertThat(confirmed).as("answered 201").containsAll(ids(201));
        assertThat(all).as("answered 202").containsAll(ids(202));
    }

    @Override
    public void close() {
        load.close();
    }

    private List<String> ids(int status) {
        return load.since(0, answer -> answer.status() == status).stream().map(answer -> answer.order().orElseThrow()).toList();
    }

    private static String id(JsonNode order) {
        return order.path("id").asString();
    }

    private String body(int number) {
        return switch (number % 5) {
            case 0 -> Orders.onCredit(customer, product, 1);
            case 1 -> Orders.byCard(customer, product, 1, "tok_declined");
            default -> Orders.byCard(customer, product, 1 + number % 2, "tok_visa");
        };
    }
}
