package dev.martlet.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.split.Deployment;
import dev.martlet.bootstrap.split.Grouping;
import dev.martlet.platform.testing.FreePorts;
import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console of a shop in three processes: it shows all of them, also while one is away. */
class ConsoleOfThreeProcessesIT {
    private static final Duration SETTLES = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;
    private static Deployment deployment;
    private static Shop shop;
    private static Browser browser;
    private static ConsoleChecks console;
    private static String customer;
    private static String product;

    @BeforeAll
    static void start() {
        deployment = Deployment.start(directory, TestDatabase.settings(), Grouping.of("payments loyalty+notifications"), Map.of());
        shop = Shop.at(deployment.front("orders").base());
        browser = Browser.open();
        console = new ConsoleChecks(browser, deployment.of("orders").management().base());
        customer = shop.customer(0);
        product = shop.product(1999, 1000);
    }

    @AfterAll
    static void end() {
        browser.close();
        deployment.close();
    }

    @Test
    void eachPageShowsAllProcesses() {
        shop.orderByCard(customer, product, 1, "tok_visa").expect(201);
        console.open("map");
        browser.await("three processes", page -> page.all(".graph .lane").size() == 3 && page.all(".graph .node").size() == 6).awaitNo(".graph .arrow.bad");
        console.assertWellMade();
        console.open("processes");
        browser.await("three processes", page -> page.all(".process").size() == 3);
        console.assertWellMade();
        console.open("events");
        browser.await("the cells", page -> page.all(".matrix td .facts").size() == 3);
        console.assertWellMade();
        console.open("advice");
        browser.awaitText("Processes");
        console.assertWellMade();
    }

    @Test
    void aProcessThatIsKilledShowsOnTheMapAndInTheOrderThatWaitsForIt() {
        console.open("map");
        browser.await("three processes", page -> page.all(".graph .lane.up").size() == 3);
        deployment.kill("payments");
        try {
            String order = orderThatWaits();
            browser.await("payments is away", page -> page.all(".graph .lane.away").size() == 1);
            browser.await("its breaker is open", page -> {
                orderThatWaits();
                return page.find("[id='arrow-orders.payments.calls']").getText().contains("breaker open");
            });
            console.picture("map-away");
            console.assertWellMade();
            console.open("orders");
            browser.script("location.hash = '#/orders/" + order + "'");
            browser.awaitText("Waits for payments");
            console.picture("order-waits");
            console.assertWellMade();
            browser.click("#retry").awaitText("The order is tried again now.");
            deployment.revive("payments");
            await().atMost(SETTLES).untilAsserted(() -> assertThat(shop.order(order).text("status")).isEqualTo("CONFIRMED"));
            browser.await("confirmed", page -> page.text(".facts").contains("CONFIRMED"));
        } finally {
            if (!deployment.of("payments").isAlive()) {
                deployment.revive("payments");
            }
        }
        console.open("map");
        browser.await("all are up", page -> page.all(".graph .lane.up").size() == 3);
        browser.log();
    }

    /** The map has a stream; the orders ask nothing by themselves. */
    @ParameterizedTest
    @ValueSource(strings = {"map", "orders"})
    void thePageSaysThatItsOwnProcessIsAwayAndComesBackByItself(String shown, @TempDir Path folder) {
        String port = FreePorts.take(1).getFirst().toString();
        var prepared = Program.in(folder).on(TestDatabase.settings()).options(Program.SMALL).property("management.port", port);
        try (var another = Browser.open()) {
            try (var program = prepared.start().awaitReady()) {
                another.go(program.management().base() + "/#/" + shown).find("main .scroll, main form");
                program.kill();
                another.awaitText("This process has not answered since");
            }
            try (var again = prepared.start().awaitReady()) {
                another.awaitNo("#connection p").click("nav a[href='#/map']").await("live again", page -> page.all(".graph .lane.up").size() == 1);
                assertThat(another.log()).allMatch(line -> line.contains("net::ERR_"));
                assertThat(again.isAlive()).isTrue();
            }
        }
    }

    private static String orderThatWaits() {
        return shop.http().post("/orders", Orders.byCard(customer, product, 1, "tok_visa")).expect(202).text("id");
    }
}
