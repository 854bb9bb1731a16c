package dev.martlet.bootstrap.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.LogLines;
import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.security.TestIssuer.Key;
import dev.martlet.platform.security.TestIssuer;
import dev.martlet.platform.testing.RestClient.Response;
import dev.martlet.platform.testing.RestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where callers have tokens: what operators see and leave behind, and how much each caller may send. */
class TokensTest {
    private static final Key KEY = Key.es256("one");
    private static final String GUEST = "";
    private static final String STAFF = token("staff-7f3a", "staff");

    @TempDir
    private Path directory;

    private final LogLines audit = LogLines.of("audit");
    private final LogLines log = LogLines.written();
    private Shop shop;
    private RestClient http;

    @BeforeEach
    void open() throws IOException {
        Path keys = Files.writeString(directory.resolve("keys.json"), TestIssuer.jwks(List.of(KEY)));
        shop = Shop.open(Map.of(
                "security.mode", "jwt",
                "security.jwt.jwks", keys.toString(),
                "security.jwt.issuer", TestIssuer.NAME,
                "security.jwt.audience", TestIssuer.AUDIENCE,
                "events.retry.attempts", "1",
                "limits.requests.rate", "1",
                "limits.requests.burst", "30"));
        http = new RestClient(shop.http().base());
    }

    @AfterEach
    void close() {
        shop.close();
        audit.close();
        log.close();
    }

    @Test
    void theAuditLogNamesStaffAndNoCustomer() {
        String customer = send("POST", "/customers", STAFF, customer("ada", ", \"creditLimit\": {\"amount\": 500, \"currency\": \"EUR\"}"))
                .expect(201).text("id");
        String product = send("POST", "/products", STAFF, "{\"name\": \"Tea\", \"price\": {\"amount\": 1, \"currency\": \"EUR\"}, \"stock\": 9}")
                .expect(201).text("id");
        String own = token(customer, "customer");
        String first = send("POST", "/orders", STAFF, Orders.byCard(customer, product, 1, "tok_visa")).expect(201).text("id");
        String second = send("POST", "/orders", STAFF, Orders.byCard(customer, product, 1, "tok_visa")).expect(201).text("id");
        send("POST", "/orders/" + first + "/cancel", own, "").expect(200);
        send("POST", "/orders/" + second + "/cancel", STAFF, "").expect(200);
        send("POST", "/products/" + product + "/stock-adjustments", own, "{\"delta\": 1, \"reason\": \"mine\"}").expect(403);

        assertThat(audit.all()).containsExactly(
                "/customers/" + customer + " registered with credit limit 5.00 EUR by \"staff-7f3a\"",
                "/products/" + product + " registered with stock 9 by \"staff-7f3a\"",
                "Cancellation of order " + second + " begun by \"staff-7f3a\"");
        String mailed = token("ada@example.org", "staff");
        send("DELETE", "/customers/" + customer, mailed, "").expect(204);
        assertThat(log.with("deleted by")).singleElement().asString().contains(" INFO audit: Customer " + customer + " deleted by \"sha256:cfe00dde46ef9426\"");
    }

    @Test
    void whatDeadEventsSayIsForStaffAlone() throws SQLException {
        try (var tables = EveryTable.of(shop.database())) {
            tables.execute("alter table notifications.recipients rename to lost");
            send("POST", "/customers", STAFF, customer("ada", "")).expect(201);
            RestClient management = shop.management();
            await().until(() -> management.get("/events/dead", "Authorization", STAFF).expect(200).body().contains("ada@example.org"));
            String dead = management.get("/events/dead", "Authorization", STAFF).json().at("/items/0/id").asString();
            String own = token("a5c2a7f0-0000-7000-8000-000000000001", "customer");
            for (String[] change : new String[][] {{"GET", "/events/dead"}, {"GET", "/modules"}, {"POST", "/events/dead/" + dead + "/retry"},
                {"DELETE", "/events/dead/" + dead}}) {
                assertThat(management.send(change[0], change[1], Optional.empty()).expect(401).body()).doesNotContain("ada@");
                assertThat(management.send(change[0], change[1], Optional.empty(), "Authorization", own).expect(403).body()).doesNotContain("ada@");
            }
            for (String open : List.of("/health/live", "/health/ready", "/health/started", "/metrics", "/")) {
                assertThat(management.get(open).expect(200).body()).doesNotContain("ada@");
            }
            management.send("DELETE", "/events/dead/" + dead, Optional.empty(), "Authorization", STAFF).expect(204);
            assertThat(audit.with(dead)).containsExactly("Dead event " + dead + " dropped by \"staff-7f3a\"");
        }
    }

    @Test
    void callersAreCountedByTheirSubjectAndBadTokensByTheirAddress() {
        assertThat(statuses(60, STAFF)).startsWith(200).contains(429);
        assertThat(statuses(5, token("other-staff", "staff"))).containsOnly(200);
        String forged = STAFF.substring(0, STAFF.length() - 6) + "AAAAAA";
        assertThat(statuses(90, forged)).startsWith(401).contains(429);
        assertThat(statuses(5, token("third-staff", "staff"))).as("a valid token from the same address").containsOnly(200);
        assertThat(log.all()).noneMatch(line -> line.contains(forged.substring(20, 60)) || line.contains(STAFF.substring(20, 60)));
    }

    @Test
    void guestsRegisterMoreSlowlyThanStaff() {
        List<Integer> guests = IntStream.range(0, 40).mapToObj(number -> send("POST", "/customers", GUEST, customer("guest" + number, "")).status()).toList();
        assertThat(guests).startsWith(201).contains(429);
        send("POST", "/customers", STAFF, customer("ada", "")).expect(201);
    }

    private static String token(String subject, String role) {
        return "Bearer " + KEY.token(TestIssuer.claims(subject, "roles", List.of(role)));
    }

    private static String customer(String name, String more) {
        return "{\"email\": \"" + name + "@example.org\", \"name\": \"" + name + "\"" + more + "}";
    }

    private List<Integer> statuses(int requests, String authorization) {
        return IntStream.range(0, requests).mapToObj(_ -> send("GET", "/products", authorization, "").status()).toList();
    }

    private Response send(String method, String path, String authorization, String body) {
        Optional<String> content = Optional.of(body).filter(text -> !text.isEmpty());
        return authorization.equals(GUEST) ? http.send(method, path, content) : http.send(method, path, content, "Authorization", authorization);
    }
}
