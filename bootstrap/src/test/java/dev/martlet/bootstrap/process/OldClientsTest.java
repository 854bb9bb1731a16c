package dev.martlet.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.support.RawHttp;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.bootstrap.support.Topology;
import dev.martlet.platform.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.0 on all three ports, answered here and by the process that runs the module. */
class OldClientsTest {
    private static Shop shop;
    private static Shop edge;

    @BeforeAll
    static void start() {
        shop = Shop.open(TestDatabase.settings(), Map.of());
        String url = "http://127.0.0.1:" + shop.application().internalPort();
        edge = Shop.open(shop.database(), Topology.only(Set.of(), url));
    }

    @AfterAll
    static void end() {
        edge.close();
        shop.close();
    }

    private static String send(int port, String request) {
        return new RawHttp(port).exchange(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static int publicPort(String process) {
        return (process.equals("shop") ? shop : edge).application().publicPort();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "edge"})
    void thePublicPortReadsAndChanges(String process) {
        int port = publicPort(process);
        assertThat(send(port, "GET /products HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200").contains("Connection: close", "\"items\"");
        String body = "{\"name\":\"Tea\",\"price\":{\"amount\":1,\"currency\":\"EUR\"},\"stock\":1}";
        assertThat(send(port, "POST /products HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body))
                .startsWith("HTTP/1.1 201").contains("Location: /products/");
        assertThat(send(port, "GET /products/" + UUID.randomUUID() + " HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 404").contains("problem+json");
        assertThat(send(port, "HEAD /products HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
        assertThat(send(port, "GET /openapi HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200").doesNotContain("chunked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "edge"})
    void aListThatIsLongerThanABufferHasNoChunks(String process) {
        for (int i = 0; i < 60; i++) {
            shop.product(100, 1);
        }
        String answer = send(publicPort(process), "GET /products?limit=60 HTTP/1.0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("chunked").endsWith("}");
        assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).startsWith("{\"items\"").hasSizeGreaterThan(9000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "edge"})
    void anEventStreamHasNoChunksAndEndsWithTheOrder(String process) {
        String order = shop.orderByCard(shop.customer(0), shop.product(100, 1), 1, "tok_visa").expect(201).text("id");
        String answer = send(publicPort(process), "GET /orders/" + order + "/events HTTP/1.0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200").contains("text/event-stream", "Connection: close", "CONFIRMED").doesNotContain("Transfer-Encoding");
        assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).doesNotContainPattern("(?m)^[0-9a-f]+\r$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "edge"})
    void noContentAndNotModifiedHaveNoLength(String process) {
        String customer = shop.customer(0);
        int port = publicPort(process);
        String read = send(port, "GET /customers/" + customer + " HTTP/1.0\r\n\r\n");
        String tag = read.lines().filter(line -> line.startsWith("ETag: ")).findFirst().orElseThrow().substring(6);
        for (String method : new String[] {"GET", "HEAD"}) {
            for (String version : new String[] {"1.0", "1.1"}) {
                assertThat(send(port, method + " /customers/" + customer + " HTTP/" + version + "\r\nHost: localhost\r\nConnection: close\r\nIf-None-Match: "
                        + tag + "\r\n\r\n")).startsWith("HTTP/1.1 304").doesNotContain("Content-Length");
            }
        }
        assertThat(send(port, "DELETE /customers/" + customer + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 204").doesNotContain("Content-Length");
    }

    @Test
    void theManagementPortAnswersProbes() {
        int port = shop.application().managementPort();
        assertThat(send(port, "GET /health/ready HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200").contains("\"UP\"", "Connection: close");
        assertThat(send(port, "GET /metrics HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200").contains("jvm_memory").doesNotContain("chunked");
        assertThat(send(port, "GET /modules HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200");
    }

    @Test
    void theInternalPortIsCalled() {
        String body = "{\"customerId\":\"" + UUID.randomUUID() + "\"}";
        assertThat(send(shop.application().internalPort(), "POST /internal/customers/check HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body)).startsWith("HTTP/1.1 200").contains("\"outcome\":\"unknown\"", "Connection: close");
    }
}
