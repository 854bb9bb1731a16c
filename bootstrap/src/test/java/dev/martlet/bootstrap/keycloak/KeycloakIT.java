package dev.martlet.bootstrap.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.support.Program;
import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.testing.RestClient;
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

/** The shop in two processes, with tokens of a real Keycloak: the realm and the settings of docs/tokens.md. */
@TestMethodOrder(OrderAnnotation.class)
class KeycloakIT {
    private static final String PRODUCT = "{\"name\": \"Tea\", \"price\": {\"amount\": 1999, \"currency\": \"EUR\"}, \"stock\": 50}";

    @TempDir
    private static Path directory;
    private static Keycloak keycloak;
    private static TwoProcesses shop;
    private static User staff;
    private static User ada;

    @BeforeAll
    static void start() {
        keycloak = Keycloak.start(directory).awaitReady();
        shop = TwoProcesses.start(directory, Map.of(
                "security.mode", "jwt",
                "security.jwt.jwks", keycloak.keySet(),
                "security.jwt.issuer", keycloak.issuer(),
                "security.jwt.audience", "martlet",
                "security.jwt.roles", "/realm_access/roles"));
        staff = User.of(shop.rest().rest(), keycloak.token("sam"));
        ada = User.of(shop.rest().rest(), keycloak.token("ada"));
    }

    @AfterAll
    static void end() {
        shop.close();
        keycloak.close();
        assertThat(shop.output()).doesNotContain(ada.token(), staff.token());
    }

    @Test
    @Order(4)
    void everyPortAsksForTheRightRole() {
        var guest = shop.rest().rest();
        guest.get("/products").expect(200);
        assertThat(guest.get("/orders").expect(401).header("WWW-Authenticate")).contains("Bearer");
        assertThat(ada.post("/products", PRODUCT).expect(403).code()).isEqualTo("forbidden");
        for (Program process : new Program[] {shop.rest(), shop.payments()}) {
            RestClient management = process.management();
            management.get("/health/ready").expect(200);
            management.get("/metrics").expect(200);
            management.get("/modules").expect(401);
            User.of(management, ada.token()).get("/modules").expect(403);
            User.of(management, staff.token()).get("/modules").expect(200);
        }
    }

    @Test
    @Order(5)
    void anIdTokenIsNoAccessToken() {
        User.of(shop.rest().rest(), keycloak.idToken("sam")).get("/orders").expect(401);
    }

    @Test
    @Order(6)
    void theRealmsKeysChangeWhileRequestsGoOn() {
        try (var requests = new Requests(ada, shop)) {
            String old = keyOf(ada.token());
            keycloak.rotateKeys();
            String next = keycloak.token("ada");
            assertThat(keyOf(next)).isNotEqualTo(old);
            for (Program process : new Program[] {shop.rest(), shop.payments()}) {
                User.of(process.rest(), next).get("/payments").expect(200);
            }
            requests.awaitMore(100);
            assertThat(requests.refused()).isEmpty();
        }
    }

    @Test
    @Order(7)
    void theRealmsAlgorithmChanges() {
        assertThat(header(ada.token())).contains("ES256");
        keycloak.signBy("RS256");
        String token = keycloak.token("ada");
        assertThat(header(token)).contains("RS256");
        User.of(shop.payments().rest(), token).get("/orders").expect(200);
        ada.get("/orders").expect(200);
    }

    @Test
    @Order(8)
    void withoutKeycloakKnownKeysDoAndAProcessThatHasNoneWaits() {
        keycloak.close();
        ada.get("/orders").expect(200);
        staff.get("/customers").expect(200);
        try (var another = shop.another().awaitReady()) {
            another.rest().get("/products").expect(200);
            assertThat(User.of(another.rest(), ada.token()).get("/orders").expect(503).header("Retry-After")).isPresent();
        }
    }

    private static String keyOf(String token) {
        return Json.tolerant().readTree(header(token)).path("kid").asString();
    }

    private static String header(String token) {
        return new String(Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))), StandardCharsets.UTF_8);
    }
}
