package dev.martlet.bootstrap.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.Reconciliation;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.RestClient.Response;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The whole shop in three processes on one database, two of them with a wall clock that is hours off (Debian's faketime). */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClockInteropIT {
    private static final Duration SETTLES = Duration.ofSeconds(20);
    private static final Duration SKEW = Duration.ofHours(2);
    private static final long STOCK = 1000;

    @TempDir
    private static Path directory;
    private static Program exact;
    private static Program behind;
    private static Program ahead;

    @BeforeAll
    static void start() {
        DatabaseSettings database = TestDatabase.settings();
        behind = launch(database, "behind", SKEW.negated()).awaitReady();
        ahead = launch(database, "ahead", SKEW);
        exact = launch(database, "exact", Duration.ZERO);
        List.of(ahead, exact).forEach(Program::awaitReady);
    }

    @AfterAll
    static void end() {
        Stream.of(behind, ahead, exact).forEach(Program::terminate);
        Stream.of(behind, ahead, exact).forEach(Program::close);
    }

    @Test
    @Order(1)
    void theClocksDiffer() {
        assertThat(date(behind)).isBetween(date(exact).minus(SKEW).minusSeconds(60), date(exact).minus(SKEW).plusSeconds(60));
        assertThat(date(ahead)).isBetween(date(exact).plus(SKEW).minusSeconds(60), date(exact).plus(SKEW).plusSeconds(60));
    }

    @Test
    @Order(2)
    void noOrderExpiresAndListsAreInTheOrderOfCreation() {
        var shop = Shop.at(exact.http().base());
        String customer = shop.customer(0);
        String product = shop.product(100, STOCK);
        var placed = new ArrayList<String>();
        for (int round = 0; round < 7; round++) {
            for (Program process : List.of(behind, exact, ahead)) {
                Response order = process.rest().post("/orders", Orders.byCard(customer, product, 1, "tok_visa")).expect(201);
                assertThat(order.text("status")).isEqualTo("CONFIRMED");
                assertThat(Instant.parse(order.text("createdAt"))).isBetween(Instant.now().minusSeconds(30), Instant.now().plusSeconds(1));
                placed.add(order.text("id"));
                awaitTheNextMillisecond();
            }
        }
        List<String> listed = exact.rest().get("/orders?customerId=" + customer).expect(200).json().path("items").valueStream()
                .map(order -> order.path("id").asString()).toList();
        assertThat(listed).isEqualTo(placed.reversed());
        await().atMost(SETTLES).untilAsserted(() -> new Reconciliation(exact.http()).assertAddUp(customer, List.of(product), STOCK));
    }

    @Test
    @Order(3)
    void aKeyIsKnownEverywhereForADay() {
        var shop = Shop.at(exact.http().base());
        String body = Orders.byCard(shop.customer(0), shop.product(100, STOCK), 1, "tok_visa");
        String key = UUID.randomUUID().toString();
        String id = behind.rest().post("/orders", body, "Idempotency-Key", key).expect(201).text("id");
        for (Program process : List.of(ahead, exact, behind)) {
            assertThat(process.rest().post("/orders", body, "Idempotency-Key", key).expect(201).text("id")).isEqualTo(id);
        }
    }

    @Test
    @Order(4)
    void ordersOfAProcessThatDiedAreFinishedByOthersInTime() {
        var shop = Shop.at(exact.http().base());
        String customer = shop.customer(0);
        String product = shop.product(100, STOCK);
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 12).forEach(_ -> clients.submit(() -> place(ahead.rest(), customer, product)));
            await().until(() -> !pending(customer).isEmpty());
            ahead.kill();
        }
        await().atMost(SETTLES).until(() -> pending(customer).isEmpty());
        var reconciliation = new Reconciliation(exact.http());
        assertThat(reconciliation.orders(customer)).isNotEmpty().allMatch(order -> order.path("status").asString().equals("CONFIRMED"));
        await().atMost(SETTLES).untilAsserted(() -> reconciliation.assertAddUp(customer, List.of(product), STOCK));
    }

    private static void place(RestClient http, String customer, String product) {
        try {
            http.post("/orders", Orders.byCard(customer, product, 1, "tok_slow"));
        } catch (UncheckedIOException _) {
            // The process was killed: the order is on record, or it never was.
        }
    }

    private static List<String> pending(String customer) {
        return exact.rest().get("/orders?status=PENDING&customerId=" + customer).expect(200).json().path("items").valueStream()
                .map(order -> order.path("id").asString()).toList();
    }

    /** The time in an id has no more digits. */
    private static void awaitTheNextMillisecond() {
        long begin = System.currentTimeMillis();
        await().pollInterval(Duration.ofMillis(5)).until(() -> System.currentTimeMillis() > begin + 5);
    }

    /** The process's own clock. */
    private static Instant date(Program process) {
        String date = process.rest().get("/products").expect(200).header("Date").orElseThrow();
        return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
    }

    private static Program launch(DatabaseSettings database, String name, Duration skew) {
        Path home = directory.resolve(name);
        made(home);
        return Program.in(home).options(Program.SMALL).on(database)
                .property("db.pool.size", "5")
                .environment("LD_PRELOAD", library().toString())
                .environment("FAKETIME", "%+d".formatted(skew.toSeconds()))
                .start();
    }

    private static void made(Path home) {
        try {
            Files.createDirectories(home);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Where Debian's package faketime has it, which depends on the machine's architecture. */
    private static Path library() {
        try (var places = Files.list(Path.of("/usr/lib"))) {
            return places.map(place -> place.resolve("faketime/libfaketimeMT.so.1")).filter(Files::exists).findFirst().orElseThrow();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
