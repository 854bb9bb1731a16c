package dev.martlet.bootstrap.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.rest.Suite;
import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.Reconciliation;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.kafka.testing.Broker;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.TestDatabase;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events by way of a real broker: each module in a process of its own, and several processes of the same modules. */
class KafkaIT {
    private static final System.Logger LOG = System.getLogger(KafkaIT.class.getName());
    private static final int STOCK = 1000;
    private static final int ORDERS = 10;
    private static final long PRICE = 250;
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration TAKEN_OVER = Duration.ofSeconds(10);

    @TempDir
    private static Path directory;
    private static Broker broker;

    @BeforeAll
    static void start() {
        broker = Broker.start(directory.resolve("broker"));
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @Test
    void eachModuleApartGivesTheSameAnswersAndOutlivesTheBroker() {
        try (var shop = deploy("apart", TestDatabase.settings(), Grouping.apart())) {
            Suite.run(shop.front("orders").base());
            awaitBrokers(shop.of("orders"), "UP");
            outlive(shop);
        }
    }

    /** Orders go on without it; what it did not bring it brings later, once. */
    private static void outlive(Deployment shop) {
        var front = Shop.at(shop.front("orders").base());
        String customer = front.customer(0);
        String product = front.product(PRICE, STOCK);
        place(front, customer, product);
        broker.kill();
        try {
            place(front, customer, product);
            awaitBrokers(shop.of("orders"), "DOWN");
            place(front, customer, product);
            shop.of("orders").management().get("/health/ready").expect(200);
            await().atMost(SOON).until(() -> waiting(shop.of("orders")) >= ORDERS);
        } finally {
            broker.start();
        }
        long back = System.nanoTime();
        await().atMost(SOON).untilAsserted(() -> new Reconciliation(front.http()).assertAddUp(customer, List.of(product), STOCK));
        LOG.log(Level.INFO, "everything was with its subscribers {0} ms after the broker was back", (System.nanoTime() - back) / 1_000_000);
        await().atMost(SOON).until(() -> waiting(shop.of("orders")) == 0);
    }

    @Test
    void processesOfTheSameModulesShareTheWorkAndOneTakesOverFromADeadOne() {
        Set<String> everything = Set.copyOf(Grouping.MODULES);
        try (var shop = deploy("twice", TestDatabase.settings(), new Grouping(List.of(everything, everything)))) {
            var front = Shop.at(shop.process(0).http().base());
            String customer = front.customer(0);
            String product = front.product(PRICE, STOCK);
            place(front, customer, product);
            await().atMost(SOON).untilAsserted(() -> new Reconciliation(front.http()).assertAddUp(customer, List.of(product), STOCK));
            awaitShared("loyalty");
            awaitShared("notifications");
            shop.process(1).kill();
            long killed = System.nanoTime();
            place(front, customer, product);
            await().atMost(TAKEN_OVER.minusNanos(System.nanoTime() - killed))
                    .untilAsserted(() -> new Reconciliation(front.http()).assertAddUp(customer, List.of(product), STOCK));
            LOG.log(Level.INFO, "one process had all events {0} ms after the other was killed", (System.nanoTime() - killed) / 1_000_000);
        }
    }

    @Test
    void aChangeOfTheTransportAndBackLosesNoEvent() {
        DatabaseSettings database = TestDatabase.settings();
        String customer;
        String product;
        try (var direct = Deployment.start(directory.resolve("direct"), database, Grouping.together(), Map.of())) {
            var front = Shop.at(direct.front("orders").base());
            customer = front.customer(0);
            product = front.product(PRICE, STOCK);
            place(front, customer, product);
            direct.kill("orders");
        }
        for (Map<String, String> transport : List.of(kafka(), Map.<String, String>of())) {
            try (var changed = Deployment.start(directory.resolve("changed" + transport.size()), database, Grouping.together(), transport)) {
                var front = Shop.at(changed.front("orders").base());
                place(front, customer, product);
                await().atMost(SOON).untilAsserted(() -> new Reconciliation(front.http()).assertAddUp(customer, List.of(product), STOCK));
                changed.kill("orders");
            }
        }
    }

    private static Deployment deploy(String name, DatabaseSettings database, Grouping grouping) {
        return Deployment.start(directory.resolve(name), database, grouping, kafka());
    }

    private static Map<String, String> kafka() {
        return Map.of("EVENTS_TRANSPORT", "kafka", "EVENTS_KAFKA_BROKERS", broker.address());
    }

    private static void place(Shop front, String customer, String product) {
        IntStream.range(0, ORDERS).forEach(_ -> front.http().post("/orders", Orders.byCard(customer, product, 1, "tok_visa")).expect(201));
    }

    /** Each of the two processes has some of the partitions that the module reads. */
    private static void awaitShared(String subscriber) {
        String group = "martlet." + subscriber;
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.address()))) {
            await().atMost(SOON).until(() -> admin.describeConsumerGroups(List.of(group)).describedGroups().get(group).get().members().stream()
                    .filter(member -> !member.assignment().topicPartitions().isEmpty())
                    .count() == 2);
        }
    }

    private static void awaitBrokers(Program process, String state) {
        await().atMost(SOON).untilAsserted(() ->
                assertThat(process.management().get("/health/ready").expect(200).json().at("/events/brokers").asString()).isEqualTo(state));
    }

    /** What is in the outbox of orders and not with the brokers. */
    private static long waiting(Program process) {
        return process.management().get("/health/ready").expect(200).json().at("/modules/orders/events/outbox/kafka").asLong();
    }
}
