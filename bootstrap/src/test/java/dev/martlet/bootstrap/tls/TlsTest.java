package dev.martlet.bootstrap.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.Application;
import dev.martlet.bootstrap.ListenerTls;
import dev.martlet.bootstrap.support.RawHttp;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.bootstrap.support.TlsClient;
import dev.martlet.platform.core.LogListener;
import dev.martlet.platform.core.settings.WatchedFiles;
import dev.martlet.platform.core.tls.Certificates;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All three ports with TLS. */
class TlsTest {
    private static final Certificates AUTHORITY = new Certificates("authority");
    private static final String LAST = "GET /products HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final String HEAD = "HEAD /products HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final Duration REQUEST_TIME = Duration.ofSeconds(1);
    @TempDir private static Path directory;
    private static Application shop;

    @BeforeAll
    static void start() {
        shop = open(Map.of("server.request.timeout", REQUEST_TIME.toMillis() + "ms", "modules.orders.deadline", "500ms"));
    }

    @AfterAll
    static void end() {
        shop.close();
    }

    @Test
    void eachPortSpeaksTls13And12AndNothingOlder() throws IOException {
        for (int port : ports()) {
            for (String version : List.of("TLSv1.3", "TLSv1.2")) {
                try (var client = new TlsClient(AUTHORITY.client(), port, version)) {
                    assertThat(client.version()).isEqualTo(version);
                    client.write(LAST);
                    assertThat(client.readAll()).startsWith("HTTP/1.1 ");
                }
            }
            for (String version : List.of("TLSv1.1", "TLSv1")) {
                assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> new TlsClient(AUTHORITY.client(), port, version).close());
            }
        }
    }

    @Test
    void healthIsAnsweredAndListenersStayAlive() throws IOException {
        for (int i = 0; i < 3; i++) {
            try (var client = new TlsClient(AUTHORITY.client(), shop.managementPort())) {
                client.write("GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                assertThat(client.readAll()).startsWith("HTTP/1.1 200").contains("\"internal\":{\"status\":\"UP\"");
            }
        }
    }

    @Test
    void anAnswerOfHttp10EndsWithTheConnectionAsTlsSays() throws IOException {
        try (var client = new TlsClient(AUTHORITY.client(), shop.publicPort())) {
            client.write("GET /openapi HTTP/1.0\r\n\r\n");
            assertThat(client.readAll()).startsWith("HTTP/1.1 200").endsWith("}");
        }
    }

    @Test
    void aBodyThatIsTooLargeIsAnsweredBeforeItWasSent() throws IOException {
        try (var client = new TlsClient(AUTHORITY.client(), shop.publicPort())) {
            client.write("POST /customers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 3000000\r\n\r\n");
            client.write("x".repeat(1_000_000));
            assertThat(client.readHead()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void aPlainRequestIsRefusedWithoutAWordInTheLog() throws IOException {
        try (var log = new LogListener("")) {
            assertThat(new RawHttp(shop.publicPort()).exchange(LAST.getBytes(StandardCharsets.US_ASCII))).doesNotContain("HTTP/1.1");
            try (var gone = new Socket(InetAddress.getLoopbackAddress(), shop.publicPort())) {
                gone.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0, 1});
            }
            assertThatExceptionOfType(SSLException.class)
                    .isThrownBy(() -> new TlsClient(new Certificates("other").client(), shop.publicPort()).close());
            try (var client = new TlsClient(AUTHORITY.client(), shop.publicPort())) {
                client.write(LAST);
                assertThat(client.readAll()).startsWith("HTTP/1.1 200");
            }
            assertThat(log.records()).noneMatch(record -> record.getLevel().intValue() >= Level.WARNING.intValue());
        }
    }

    @Test
    void aClientThatDoesNotFinishTheHandshakeIsLeftSoon() throws IOException {
        byte[] beginning = {0x16, 3, 1, 2, 0, 1, 0, 1};
        for (int sent : new int[] {0, 1, beginning.length}) {
            try (var client = new Socket(InetAddress.getLoopbackAddress(), shop.publicPort())) {
                client.setSoTimeout(10_000);
                client.getOutputStream().write(beginning, 0, sent);
                assertThat(client.getInputStream().read()).as("after " + sent + " bytes").isNotEqualTo('H');
            }
        }
        try (var client = new TlsClient(AUTHORITY.client(), shop.publicPort())) {
            assertThat(client.readHead()).isEmpty();
        }
        try (var client = new TlsClient(AUTHORITY.client(), shop.publicPort())) {
            client.write("GET /products HTTP/1.1\r\nHost: localhost\r\n");
            assertThat(client.readHead()).isEmpty();
        }
    }

    @Test
    void handshakesUnderWayDoNotHoldUpTheEndOfAProcess() throws Exception {
        var stopping = open(Map.of("server.request.timeout", "60s"));
        try (var silent = new Socket(InetAddress.getLoopbackAddress(), stopping.publicPort());
                var open = new TlsClient(AUTHORITY.client(), stopping.publicPort());
                var used = new TlsClient(AUTHORITY.client(), stopping.publicPort())) {
            used.write(HEAD);
            assertThat(used.readHead()).startsWith("HTTP/1.1 200").doesNotContain("Connection: close");
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(stopping::close, Thread::startVirtualThread);
            stopped.get(10, TimeUnit.SECONDS);
            assertThat(silent.getInputStream().read()).isNotEqualTo('H');
            assertThat(open.readHead()).isEmpty();
        } finally {
            stopping.close();
        }
    }

    @Test
    void aRequestUnderWayIsAnsweredWhenTheProcessStops() throws Exception {
        var stopping = open(Map.of());
        try (var client = new TlsClient(AUTHORITY.client(), stopping.publicPort());
                var management = new TlsClient(AUTHORITY.client(), stopping.managementPort())) {
            client.write("POST /customers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 100");
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(stopping::close, Thread::startVirtualThread);
            await().until(() -> {
                management.write("HEAD /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n");
                return management.readHead().startsWith("HTTP/1.1 503");
            });
            client.write("{}");
            assertThat(client.readAll()).startsWith("HTTP/1.1 400").contains("Connection: close").endsWith("}");
            stopped.get(30, TimeUnit.SECONDS);
        } finally {
            stopping.close();
        }
    }

    @Test
    void aChangedCertificateIsUsedByNewConnectionsAndABrokenOneIsNot() throws IOException {
        try (var open = new TlsClient(AUTHORITY.client(), shop.managementPort()); var log = new LogListener(WatchedFiles.class)) {
            open.write("HEAD /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(open.readHead()).startsWith("HTTP/1.1 200");
            BigInteger before = serial(shop.managementPort());
            Certificates.write(directory.resolve("management.crt"), "-----BEGIN CERTIFICATE-----\nMIIB");
            await().until(() -> {
                assertThat(serial(shop.managementPort())).isEqualTo(before);
                return warnings(log).count() == 1;
            });
            AUTHORITY.issue("localhost", "127.0.0.1").in(directory, "management");
            await().until(() -> !serial(shop.managementPort()).equals(before));
            assertThat(warnings(log)).hasSize(1).first().asString().startsWith("management.tls: the changed content of ").contains("no certificate in PEM");
            open.write("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(open.readAll()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void connectionsFitIntoTheHeap() {
        assertThat(ListenerTls.connections(4096, 256L << 20)).isEqualTo(327);
        assertThat(ListenerTls.connections(100, 256L << 20)).isEqualTo(100);
        assertThat(ListenerTls.connections(4096, 1L << 20)).isEqualTo(64);
        assertThat(ListenerTls.connections(4096, 64L << 30)).isEqualTo(4096);
    }

    @Test
    void mutualTlsTakesThePlaceOfTheSecretBetweenProcesses() {
        AUTHORITY.issue("localhost", "shop").in(directory, "internal");
        var open = new HashMap<>(Map.of(
                "server.host", "0.0.0.0", "security.mode", "jwt", "security.jwt.jwks", "https://issuer.example/keys", "security.jwt.issuer", "x",
                "security.jwt.audience", "martlet", "internal.tls.certificate", directory.resolve("internal.crt").toString(),
                "internal.tls.key", directory.resolve("internal.key").toString()));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Shop.config(TestDatabase.settings(), open))
                .withMessageStartingWith("security.internal.token: ");
        open.put("internal.tls.trust", AUTHORITY.in(directory, "authority.crt").toString());
        open.put("internal.tls.names", "shop");
        Shop.config(TestDatabase.settings(), open);
    }

    private static Stream<String> warnings(LogListener log) {
        return log.records().stream().filter(record -> record.getLevel() == Level.WARNING).map(record -> record.getMessage());
    }

    private static BigInteger serial(int port) throws IOException {
        try (var client = new TlsClient(AUTHORITY.client(), port)) {
            return client.certificate().getSerialNumber();
        }
    }

    private static List<Integer> ports() {
        return List.of(shop.publicPort(), shop.internalPort(), shop.managementPort());
    }

    private static Application open(Map<String, String> more) {
        var settings = new HashMap<>(more);
        for (String port : List.of("server", "internal", "management")) {
            AUTHORITY.issue("localhost", "127.0.0.1").in(directory, port);
            settings.put(port + ".tls.certificate", directory.resolve(port + ".crt").toString());
            settings.put(port + ".tls.key", directory.resolve(port + ".key").toString());
        }
        return Application.start(Shop.config(TestDatabase.settings(), settings));
    }
}
