package dev.martlet.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.bootstrap.support.RawHttp;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds on all three ports alike, in a process that runs the modules and in one that forwards to it. */
class PortsTest {
    private static final String APP = "https://app.example";
    private static final byte[] NOTHING = new byte[0];
    private static Shop shop;
    private static Shop edge;

    @BeforeAll
    static void start() {
        var database = TestDatabase.settings();
        shop = Shop.open(database, Map.of());
        var settings = new HashMap<>(Map.of("modules.run", "none", "server.hosts", "shop.example", "server.cors.origins", APP));
        String url = "http://localhost:" + shop.application().internalPort();
        ModuleGraph.load().names().forEach(module -> settings.put("modules." + module + ".url", url));
        edge = Shop.open(database, settings);
    }

    @AfterAll
    static void end() {
        edge.close();
        shop.close();
    }

    @Test
    void aHostThatIsNotOfThisMachineIsMisdirectedOnEachPort() {
        for (int port : ports(shop)) {
            for (String path : List.of("/products", "/health/ready", "/metrics", "/birds")) {
                assertThat(get(port, path, "evil.example:" + port)).as(port + path).startsWith("HTTP/1.1 421").contains("host-not-allowed");
                assertThat(get(port, path, "a.localhost:" + port)).as(port + path).doesNotStartWith("HTTP/1.1 421");
            }
        }
        for (int port : ports(edge)) {
            assertThat(get(port, "/products", "shop.example")).doesNotStartWith("HTTP/1.1 421");
            assertThat(get(port, "/products", "other.example")).startsWith("HTTP/1.1 421");
        }
    }

    @Test
    void aChangeFromAPageOfAnotherOriginIsRefusedOnEachPort() {
        String cancel = "/orders/" + UUID.randomUUID() + "/cancel";
        String retry = "/events/dead/" + UUID.randomUUID() + "/retry";
        for (int port : ports(shop)) {
            for (String path : List.of(cancel, retry)) {
                String answer = new RawHttp(port).send("POST", path, NOTHING, "Origin: http://evil.example");
                assertThat(answer).startsWith("HTTP/1.1 403").contains("origin-not-allowed");
            }
        }
        assertThat(new RawHttp(edge.application().publicPort()).send("POST", cancel, NOTHING, "Origin: http://evil.example")).startsWith("HTTP/1.1 403");
        assertThat(new RawHttp(edge.application().publicPort()).send("POST", cancel, NOTHING, "Origin: " + APP)).startsWith("HTTP/1.1 404");
        assertThat(new RawHttp(edge.application().publicPort()).send("POST", cancel, NOTHING, "Origin: http://localhost")).startsWith("HTTP/1.1 404");
    }

    @Test
    void anAllowedPageCanReadForwardedAnswers() {
        for (String path : List.of("/products", "/orders/" + UUID.randomUUID(), "/birds", "/openapi")) {
            String answer = new RawHttp(edge.application().publicPort()).send("GET", path, NOTHING, "Origin: " + APP);
            String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
            assertThat(head).containsOnlyOnce("Access-Control-Allow-Origin: " + APP)
                    .containsOnlyOnce("Access-Control-Expose-Headers: ")
                    .containsOnlyOnce("Vary: ");
        }
        assertThat(new RawHttp(edge.application().managementPort()).send("GET", "/modules", NOTHING, "Origin: " + APP)).doesNotContain("Access-Control");
        assertThat(new RawHttp(shop.application().publicPort()).send("GET", "/products", NOTHING, "Origin: " + APP)).doesNotContain("Access-Control");
    }

    @Test
    void everyRouteOfTheManagementPortAnswersHeadAndOptionsAndRefusesBodies() {
        var management = shop.management();
        for (String path : List.of("/health/live", "/health/ready", "/health/started", "/modules", "/metrics", "/events/dead")) {
            assertThat(management.send("OPTIONS", path, Optional.empty()).expect(204).header("Allow")).contains("GET, HEAD, OPTIONS");
            var head = management.send("HEAD", path, Optional.empty()).expect(200);
            assertThat(head.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(head.header("Cache-Control")).contains("no-cache");
            assertThat(management.send("DELETE", path, Optional.empty()).expect(405).code()).isEqualTo("method-not-allowed");
            assertThat(management.send("GET", path, Optional.of("[1]")).expect(400).code()).isEqualTo("invalid-request");
            assertThat(management.get(path, "Accept", "image/png").expect(406).code()).isEqualTo("not-acceptable");
        }
        String letter = "/events/dead/" + UUID.randomUUID();
        assertThat(management.send("OPTIONS", letter + "/retry", Optional.empty()).expect(204).header("Allow")).contains("POST, OPTIONS");
        assertThat(management.send("POST", letter + "/retry", Optional.of("{\"a\": 1}")).expect(400).code()).isEqualTo("invalid-request");
        management.send("POST", letter + "/retry", Optional.of("a=b"), "Content-Type", "application/x-www-form-urlencoded").expect(415);
        assertThat(management.send("DELETE", letter, Optional.of("[]"), "Accept", "text/html").expect(400).code()).isEqualTo("invalid-request");
        management.send("POST", letter + "/retry", Optional.empty(), "Accept", "text/html").expect(404);
    }

    @Test
    void aForwardedAnswerIsCompressedOnce() {
        for (int i = 0; i < 10; i++) {
            edge.product(100, 1);
        }
        for (String path : List.of("/products", "/openapi")) {
            String plain = new RawHttp(edge.application().publicPort()).send("GET", path, NOTHING);
            String zipped = new RawHttp(edge.application().publicPort()).send("GET", path, NOTHING, "Accept-Encoding: gzip");
            assertThat(plain).doesNotContain("Content-Encoding: gzip\r\n");
            assertThat(zipped).containsOnlyOnce("Content-Encoding: gzip\r\n").containsPattern("ETag: \"[A-Za-z0-9_-]{22}-gzip\"\r\n");
            assertThat(zipped.length()).isLessThan(plain.length() / 2);
        }
        assertThat(new RawHttp(shop.application().managementPort()).send("GET", "/metrics", NOTHING, "Accept-Encoding: gzip"))
                .contains("Content-Encoding: gzip\r\n");
    }

    @Test
    void processesCallEachOtherByOtherLoopbackNames() {
        new RestClient(edge.http().base()).get("/products").expect(200);
    }

    private static List<Integer> ports(Shop process) {
        var application = process.application();
        return List.of(application.publicPort(), application.internalPort(), application.managementPort());
    }

    private static String get(int port, String path, String host) {
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
        return new RawHttp(port).exchange(request.getBytes(StandardCharsets.US_ASCII));
    }
}
