package dev.martlet.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.Shop;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

/** Each page of the console and each of its actions, with all modules in one process. */
class ConsoleIT {
    private static final Duration SETTLES = Duration.ofSeconds(60);
    /** So many steps of 5 seconds make a line in a chart. */
    private static final int STEPS = 3;
    private static Shop shop;
    private static Browser browser;
    private static ConsoleChecks console;
    private static String customer;
    private static String product;

    @BeforeAll
    static void start() {
        shop = Shop.open(Map.of("events.retry.attempts", "2", "events.retry.initial.delay", "10ms"));
        browser = Browser.open();
        console = new ConsoleChecks(browser, shop.management().base());
        customer = shop.customer(0);
        product = shop.product(1999, 1000);
    }

    @AfterAll
    static void end() {
        browser.close();
        shop.close();
    }

    @Test
    void theMapShowsModulesAndWhatFlowsBetweenThem() {
        order();
        console.open("map");
        browser.await("six modules", page -> page.all(".graph .node").size() == 6);
        assertThat(browser.all(".graph .arrow[role=button]")).hasSize(7);
        browser.await("a rate", page -> {
            order();
            return page.find("[id='arrow-orders.payments.calls']").getDomAttribute("aria-label").matches(".*calls of orders to payments: [0-9.]*[1-9].*");
        });
        console.picture("map");
        console.assertWellMade();
    }

    @Test
    void anArrowShowsItsHistoryByMouseAndByKeyboard() {
        await().atMost(SETTLES).until(() -> {
            order();
            return shop.management().get("/console/arrows/orders.products.calls/history").json().path("p50Millis").valueStream()
                    .filter(JsonNode::isNumber).count() >= STEPS;
        });
        console.open("map");
        browser.enter("[id='arrow-orders.products.calls']").awaitText("orders → products: calls of the last 15 minutes");
        browser.await("charts", page -> page.all(".chart canvas").size() == 3);
        console.picture("history");
        console.assertWellMade();
        browser.click("#history > button").awaitNo("#history");
        assertThat(browser.script("return document.activeElement.id")).isEqualTo("arrow-orders.products.calls");
    }

    @Test
    void anOrderIsFoundAndItsTimelineShown() {
        String order = order();
        console.open("orders");
        browser.type("input[name=query]", order).click("form button[type=submit]").await("one order", page -> page.all("tbody tr").size() == 1);
        console.assertWellMade();
        browser.click("a[href='#/orders/" + order + "']").awaitText("Timeline").await("its story", page -> page.all(".timeline li").size() >= 3);
        assertThat(browser.text(".timeline")).contains("orders", "payments", "products");
        console.picture("order");
        console.assertWellMade();
    }

    @Test
    void anOrderIsCancelledAfterAQuestion() {
        String order = order();
        console.open("orders");
        browser.script("location.hash = '#/orders/" + order + "'");
        browser.click("#cancel").click("#decline").awaitNo("dialog");
        assertThat(shop.order(order).text("status")).isEqualTo("CONFIRMED");
        browser.click("#cancel").find("dialog[open]");
        console.assertWellMade();
        browser.click("#agree").await("cancelled", page -> page.text(".facts").contains("CANCELLED"));
        assertThat(shop.order(order).text("status")).isEqualTo("CANCELLED");
        console.assertNothingLogged();
    }

    @Test
    void deadEventsAreShownRetriedAndDropped() throws SQLException {
        asLoyalty("alter table point_entries rename to lost");
        order();
        order();
        console.open("events");
        browser.awaitText("OrderConfirmed for loyalty: 2").click(".dead summary").awaitText("point_entries");
        console.picture("events");
        console.assertWellMade();
        browser.click(".kind > .actions button").awaitText("Retry 2 dead events?");
        order();
        await().atMost(SETTLES).until(() -> shop.management().get("/events/dead").json().path("items").size() == 3);
        browser.click("#agree").awaitText("Retry 3 dead events?").click("#decline").awaitNo("dialog");
        assertThat(browser.log()).as("the browser's own line about the answer").hasSize(1).allMatch(line -> line.contains(" 412 "));
        browser.click("details[open] button.danger").awaitText("Drop 1 dead event?").click("#agree").awaitText("OrderConfirmed for loyalty: 2");
        asLoyalty("alter table lost rename to point_entries");
        browser.awaitNo("dialog").click(".kind > .actions button").awaitText("Retry 2 dead events?").click("#agree").awaitText("There are none.");
        console.assertNothingLogged();
    }

    @Test
    void theProcessSaysWhatItIsAndHowItIsConfigured() {
        console.open("processes");
        browser.awaitText("Connection pools of this process").click(".process summary").awaitText("db.password");
        assertThat(browser.text("body")).doesNotContain(shop.database().password().orElseThrow() + "\n");
        console.picture("processes");
        console.assertWellMade();
    }

    @Test
    void adviceIsGivenForAnotherGrouping() {
        order();
        console.open("advice");
        browser.choose("select[name=payments]", "2").click("form button[type=submit]").awaitText("| payments");
        browser.awaitText("run: payments");
        console.picture("advice");
        browser.click("button[aria-label='Copy: Configuration of process 1']").awaitText("Copied.");
        console.assertWellMade();
    }

    @Test
    void thePagesAreReachedByKeyboardAlone() {
        browser.size(1200, 900).go(shop.management().base() + "/").find(".graph");
        browser.press(Keys.TAB, Keys.ENTER);
        assertThat(browser.script("return document.activeElement.id")).isEqualTo("main");
        browser.go(shop.management().base() + "/").find(".graph");
        browser.press(Keys.TAB, Keys.TAB, Keys.TAB, Keys.ENTER).find("form.search");
        assertThat(browser.script("return document.activeElement.id")).isEqualTo("title");
        browser.press(Keys.TAB, order(), Keys.ENTER).await("one order", page -> page.all("tbody tr").size() == 1);
        console.assertNothingLogged();
    }

    @Test
    void aHiddenPageSendsNothing() {
        console.open("events");
        browser.awaitText("Dead events");
        browser.script("Object.defineProperty(document, 'hidden', {value: true, configurable: true}); document.dispatchEvent(new Event('visibilitychange'));"
                + "performance.clearResourceTimings(); window.before = performance.now()");
        browser.await("six seconds", page -> (Boolean) page.script("return performance.now() - window.before > 6000"));
        assertThat(browser.script("return performance.getEntriesByType('resource').length")).isEqualTo(0L);
        browser.script("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))");
        browser.await("requests again", page -> (Long) page.script("return performance.getEntriesByType('resource').length") > 0);
    }

    private static String order() {
        return shop.orderByCard(customer, product, 1, "tok_visa").expect(201).text("id");
    }

    private static void asLoyalty(String statement) throws SQLException {
        var database = shop.database();
        try (var connection = DriverManager.getConnection(
                        database.url().orElseThrow(), database.username().orElseThrow(), database.password().orElseThrow());
                var sql = connection.createStatement()) {
            sql.execute("set role martlet_loyalty");
            sql.execute("set search_path to loyalty");
            sql.execute(statement);
        }
    }
}
