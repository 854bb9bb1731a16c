package dev.martlet.bootstrap.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.TlsClient;
import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.testing.RestClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The shop as docs/tokens.md has it, open to the network, with tokens of a real Keycloak. */
@TestMethodOrder(OrderAnnotation.class)
class KeycloakIT {
    private static final String PRODUCT = "{\"name\": \"Tea\", \"price\": {\"amount\": 1999, \"currency\": \"EUR\"}, \"stock\": 50}";

    @TempDir
    private static Path directory;
    private static Keycloak keycloak;
    private static TwoProcesses shop;
    private static User staff;
    private static User ada;
    private static User bob;

    @BeforeAll
    static void start() {
        keycloak = Keycloak.start(directory).awaitReady();
        shop = TwoProcesses.start(directory, Map.of(
                "security.mode", "jwt",
                "security.jwt.jwks", keycloak.keySet(),
                "security.jwt.issuer", keycloak.issuer(),
                "security.jwt.audience", "martlet",
                "security.jwt.roles", "/realm_access/roles"));
        staff = User.of(shop.rest(), keycloak.token("sam"));
        ada = User.of(shop.rest(), keycloak.token("ada"));
        bob = User.of(shop.rest(), keycloak.token("bob"));
    }

    @AfterAll
    static void end() {
        shop.close();
        keycloak.close();
        assertThat(shop.output()).doesNotContain(ada.token(), staff.token(), "bob@example.com");
    }

    /** The page's first, because it registers ada. */
    @Test
    @Order(1)
    void theCommandsOfThePageDoWhatItSays() throws Exception {
        String said = TokensPage.walk(directory, shop, keycloak.issuer());
        assertThat(said).containsSubsequence("401 Unauthorized", "WWW-Authenticate: Bearer", " 403",
                " 409", "\"CONFIRMED\"", " 200", " 404", "customer-not-found", " 422", "\"CANCELLED\"", " 200");
        assertThat(TokensPage.walkthrough(directory, shop, staff.token())).contains("Everything adds up.");
    }

    @Test
    @Order(2)
    void aCustomerRegistersItselfOnceAndIsTheOneThatItsTokenNames() {
        assertThat(bob.register("bob").expect(201).text("id")).isEqualTo(bob.subject());
        assertThat(bob.register("bob").expect(409).code()).isEqualTo("customer-exists");
        assertThat(bob.get("/customers/" + bob.subject()).expect(200).text("email")).isEqualTo("bob@example.com");
    }

    @Test
    @Order(3)
    void aCustomerOrdersForItselfAndSeesNothingOfAnother() {
        String tea = staff.post("/products", PRODUCT).expect(201).text("id");
        String order = ada.post("/orders", Orders.byCard(ada.subject(), tea, 1, "tok_visa")).expect(201).text("id");
        String payment = ada.get("/payments?orderId=" + order).expect(200).json().at("/items/0/id").asString();

        ada.get("/orders/" + order).expect(200);
        ada.get("/payments/" + payment).expect(200);
        assertThat(ada.get("/orders").expect(200).json().path("items")).allSatisfy(
                own -> assertThat(own.path("customerId").asString()).isEqualTo(ada.subject()));
        assertThat(bob.get("/orders").expect(200).json().path("items").isEmpty()).isTrue();
        assertThat(bob.get("/orders/" + order).expect(404).code()).isEqualTo("not-found");
        bob.get("/payments/" + payment).expect(404);
        assertThat(bob.post("/orders", Orders.byCard(ada.subject(), tea, 1, "tok_visa")).expect(422).code()).isEqualTo("customer-not-found");
        staff.get("/orders/" + order).expect(200);
        staff.get("/payments/" + payment).expect(200);
    }

    @Test
    @Order(4)
    void everyPortAsksForTheRightRole() {
        var guest = shop.rest();
        guest.get("/products").expect(200);
        assertThat(guest.get("/orders").expect(401).header("WWW-Authenticate")).contains("Bearer");
        assertThat(ada.post("/products", PRODUCT).expect(403).code()).isEqualTo("forbidden");
        for (Program process : shop.processes()) {
            RestClient management = shop.management(process);
            management.get("/health/ready").expect(200);
            management.get("/metrics").expect(200);
            management.get("/modules").expect(401);
            User.of(management, ada.token()).get("/modules").expect(403);
            User.of(management, staff.token()).get("/modules").expect(200);
        }
    }

    @Test
    @Order(5)
    void nothingElseIsOpen() {
        for (Program process : shop.processes()) {
            assertThat(Listeners.of(process.pid())).hasSize(3);
        }
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
            try (var client = new TlsClient(shop.trust(), shop.internalPort())) {
                client.write("GET /customers HTTP/1.1\r\nHost: localhost\r\n\r\n");
                client.readAll();
            }
        });
    }

    @Test
    @Order(6)
    void anIdTokenIsNoAccessToken() {
        User.of(shop.rest(), keycloak.idToken("sam")).get("/orders").expect(401);
    }

    @Test
    @Order(7)
    void theRealmsKeysChangeWhileRequestsGoOn() {
        try (var requests = new Requests(ada, shop)) {
            String old = keyOf(ada.token());
            keycloak.rotateKeys();
            String next = keycloak.token("ada");
            assertThat(keyOf(next)).isNotEqualTo(old);
            for (Program process : shop.processes()) {
                User.of(shop.of(process), next).get("/payments").expect(200);
            }
            requests.awaitMore(100);
            assertThat(requests.refused()).isEmpty();
        }
    }

    @Test
    @Order(8)
    void theRealmsAlgorithmChanges() {
        assertThat(header(ada.token())).contains("ES256");
        keycloak.signBy("RS256");
        String token = keycloak.token("ada");
        assertThat(header(token)).contains("RS256");
        User.of(shop.payments(), token).get("/orders").expect(200);
        ada.get("/orders").expect(200);
    }

    @Test
    @Order(9)
    void withoutKeycloakKnownKeysDoAndAProcessThatHasNoneWaits() {
        keycloak.close();
        ada.get("/orders").expect(200);
        staff.get("/customers").expect(200);
        try (var another = shop.another().awaitReady()) {
            shop.of(another).get("/products").expect(200);
            assertThat(User.of(shop.of(another), ada.token()).get("/orders").expect(503).header("Retry-After")).isPresent();
        }
    }

    private static String keyOf(String token) {
        return Json.tolerant().readTree(header(token)).path("kid").asString();
    }

    private static String header(String token) {
        return new String(Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))), StandardCharsets.UTF_8);
    }
}
