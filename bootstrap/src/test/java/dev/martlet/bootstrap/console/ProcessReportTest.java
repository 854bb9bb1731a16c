package dev.martlet.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.bootstrap.support.Topology;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a process says about itself and about a process of an older version, which runs payments and knows no console. */
class ProcessReportTest {
    private static final String SECRET = "s3cret";
    private static HttpServer older;
    private static Shop shop;

    @BeforeAll
    static void start() throws IOException {
        older = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        older.createContext("/internal/console/", exchange -> answer(exchange, 404));
        older.createContext("/", exchange -> answer(exchange, 500));
        older.start();
        DatabaseSettings database = TestDatabase.settings();
        var settings = new HashMap<String, String>();
        settings.put("modules.run", Topology.allBut("payments"));
        settings.put("modules.payments.url", "http://127.0.0.1:" + older.getAddress().getPort());
        settings.put("modules.loyalty.db.url", database.url().orElseThrow() + "?ApplicationName=loyalty&sslpassword=" + SECRET);
        settings.put("modules.loyalty.db.username", database.username().orElseThrow());
        settings.put("modules.loyalty.db.password", database.password().orElseThrow());
        settings.put("modules.notifications.smtp.host", "127.0.0.1");
        settings.put("modules.notifications.smtp.port", "1");
        settings.put("modules.notifications.smtp.username", "shop");
        settings.put("modules.notifications.smtp.password", SECRET);
        settings.put("modules.payments.gateway.token", SECRET);
        settings.put("events.kafka.properties", "sasl.jaas.config=" + SECRET);
        settings.put("security.internal.token", SECRET + "-of-this-week," + SECRET + "-of-last-week");
        settings.put("limits.requests.rate", "1000");
        shop = Shop.open(database, settings);
    }

    private static void answer(HttpExchange exchange, int status) {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Martlet-Contract", "0".repeat(64));
            exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
            byte[] body = "{\"code\": \"not-found\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @AfterAll
    static void end() {
        shop.close();
        older.stop(0);
    }

    @Test
    void noSecretIsShown() {
        String body = shop.management().get("/console/processes").expect(200).body();
        assertThat(body).doesNotContain(SECRET).contains("ApplicationName=loyalty&sslpassword=***");
        List<JsonNode> settings = own().path("configuration").valueStream().toList();
        var keys = settings.stream().map(setting -> setting.path("key").asString()).collect(Collectors.toSet());
        List<JsonNode> secrets = settings.stream().filter(setting -> keys.contains(setting.path("key").asString() + ".file")).toList();
        assertThat(secrets).allSatisfy(setting -> {
            assertThat(setting.path("secret").asBoolean()).as(setting.toString()).isTrue();
            assertThat(setting.path("value").asString("***")).isEqualTo("***");
        });
        assertThat(secrets.stream().map(setting -> setting.path("key").asString()))
                .contains("db.password", "events.kafka.properties", "modules.loyalty.db.password", "modules.notifications.smtp.password",
                        "security.internal.token")
                .hasSameElementsAs(settings.stream().filter(setting -> setting.path("secret").asBoolean())
                        .map(setting -> setting.path("key").asString()).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void limitsSayWhatIsInUse() {
        try (var _ = new EventStream(shop.management().base())) {
            await().untilAsserted(() -> assertThat(limit("event streams on the management port").path("inUse").asInt()).isOne());
        }
        assertThat(limit("requests on the management port").path("inUse").asInt()).as("the one that asks").isOne();
        assertThat(limit("requests on the public port").path("max").asInt()).isPositive();
        assertThat(limit("requests on the internal port").path("inUse").asInt()).isZero();
        assertThat(limit("calls to payments").path("max").asInt()).isEqualTo(128);
        shop.http().get("/products").expect(200);
        assertThat(limit("callers counted by the rate limit").path("inUse").asInt()).isOne();
        assertThat(own().path("pools").valueStream().map(pool -> pool.path("size").asInt())).hasSize(5).allMatch(size -> size >= 10);
    }

    @Test
    void anOlderProcessIsUpAndItsContractDiffersAndCallsOfItAreTriedAgain() {
        JsonNode process = processes().valueStream().filter(found -> !found.path("self").asBoolean()).findFirst().orElseThrow();
        assertThat(process.path("state").asString()).isEqualTo("up");
        assertThat(process.path("modules").path(0).asString()).isEqualTo("payments");
        assertThat(process.path("report").isNull()).isTrue();
        assertThat(process.path("error").asString()).contains("404");

        shop.orderByCard(shop.customer(0), shop.product(100, 10), 1, "tok_visa").expect(202);
        JsonNode contract = named(own().path("contracts"), "module", "payments");
        assertThat(contract.path("differs").asBoolean()).isTrue();
        assertThat(contract.path("elsewhere").asString()).isEqualTo("0".repeat(64));
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() ->
                assertThat(named(own().path("arrows"), "id", "orders.payments.calls").path("retryRate").asDouble()).isPositive());
        JsonNode history = shop.management().get("/console/arrows/orders.payments.calls/history").expect(200).json();
        assertThat(history.path("retryRate").valueStream().mapToDouble(rate -> rate.asDouble(0)).sum()).isPositive();
    }

    private static JsonNode processes() {
        return shop.management().get("/console/processes").expect(200).json().path("processes");
    }

    private static JsonNode own() {
        return processes().get(0).path("report");
    }

    private static JsonNode limit(String name) {
        return named(own().path("limits"), "name", name);
    }

    private static JsonNode named(JsonNode list, String member, String name) {
        return list.valueStream().filter(found -> found.path(member).asString().equals(name)).findFirst().orElseThrow();
    }
}
