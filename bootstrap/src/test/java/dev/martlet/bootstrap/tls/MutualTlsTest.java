package dev.martlet.bootstrap.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.Application;
import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.bootstrap.support.TlsClient;
import dev.martlet.platform.core.LogListener;
import dev.martlet.platform.core.tls.Certificates;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that show each other certificates: one runs all modules but orders, another orders, and a third forwards to both. */
class MutualTlsTest {
    private static final Certificates AUTHORITY = new Certificates("authority");
    private static final String NAME = "shop.internal";
    @TempDir private static Path directory;
    private static DatabaseSettings database;
    private static Application rest;
    private static Application orders;
    private static Application edge;

    @BeforeAll
    static void start() {
        database = TestDatabase.settings();
        AUTHORITY.in(directory, "trust.crt");
        var run = new HashMap<>(mutual("rest"));
        run.put("modules.run", "customers,products,payments,notifications,loyalty");
        rest = start(run);
        orders = start(with(mutual("orders"), "modules.run", "orders", "https"));
        edge = start(with(mutual("edge"), "modules.run", "none", "https"));
    }

    @AfterAll
    static void end() {
        List.of(edge, orders, rest).forEach(Application::close);
    }

    @Test
    void ordersArePlacedThroughAllProcessesAndTheirEventsArrive() {
        var client = new RestClient("http://127.0.0.1:" + edge.publicPort());
        String customer = client.post("/customers", "{\"email\": \"ada@example.org\", \"name\": \"Ada\"}").expect(201).text("id");
        String tea = "{\"name\": \"Tea\", \"price\": {\"amount\": 500, \"currency\": \"EUR\"}, \"stock\": 10}";
        String product = client.post("/products", tea).expect(201).text("id");
        String order = client.post("/orders", """
                {"customerId": "%s", "items": [{"productId": "%s", "quantity": 1}], "payment": {"method": "CARD", "token": "tok_visa"}}
                """.formatted(customer, product)).expect(201).text("id");
        assertThat(client.get("/orders/" + order + "/events").expect(200).body()).contains("CONFIRMED");
        await().until(() -> client.get("/loyalty/" + customer).expect(200).json().path("points").asLong() == 5);
    }

    @Test
    void aClientWithoutACertificateOrWithThatOfAnotherIsRefused() throws IOException {
        assertRefused(() -> new TlsClient(AUTHORITY.client(), rest.internalPort()));
        try (var log = new LogListener("dev.martlet.platform.core.tls")) {
            var stranger = start(with(files("stranger", "other.internal"), "modules.run", "none", "https"));
            try {
                assertUnavailable(stranger);
            } finally {
                stranger.close();
            }
            assertThat(log.records()).anyMatch(record -> record.getMessage().contains("[other.internal, localhost]"));
        }
    }

    @Test
    void aProcessWithoutACertificateIsTold() {
        assertUnavailable(with(Map.of("internal.tls.trust", trust()), "modules.run", "none", "https"), "(internal.tls.certificate)");
    }

    @Test
    void aServerOfAnotherAuthorityIsNotTrusted() {
        new Certificates("other").in(directory, "other.crt");
        var settings = mutual("distrusting");
        settings.put("internal.tls.trust", directory.resolve("other.crt").toString());
        assertUnavailable(with(settings, "modules.run", "none", "https"), "of no authority in internal.tls.trust");
    }

    @Test
    void aServerOfAnotherNameIsNotTrusted() {
        var misnamed = start(files("misnamed", NAME, "elsewhere.internal"));
        try {
            var settings = mutual("caller");
            settings.put("modules.run", "none");
            ModuleGraph.load().names().forEach(module -> settings.put("modules." + module + ".url", "https://127.0.0.1:" + misnamed.internalPort()));
            assertUnavailable(settings, "its certificate is for another name");
        } finally {
            misnamed.close();
        }
    }

    @Test
    void aUrlOfTheWrongKindIsTold() {
        assertUnavailable(with(mutual("plain"), "modules.run", "none", "http"), "if its port speaks TLS, its URL has to begin with https");
        var plain = start(Map.of("modules.run", "all"));
        try {
            var settings = mutual("encrypted");
            settings.put("modules.run", "none");
            ModuleGraph.load().names().forEach(module -> settings.put("modules." + module + ".url", "https://127.0.0.1:" + plain.internalPort()));
            assertUnavailable(settings, "it does not speak TLS, so its URL (modules.<module>.url) has to begin with http");
        } finally {
            plain.close();
        }
    }

    @Test
    void aServerThatDoesNotShakeHandsIsGivenUpSoon() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var settings = mutual("patient");
            settings.put("modules.run", "none");
            ModuleGraph.load().names().forEach(module -> settings.put("modules." + module + ".url", "https://127.0.0.1:" + silent.getLocalPort()));
            assertUnavailable(settings, "it did not answer in time");
        }
    }

    /** As when an authority is replaced: first both are trusted, then the certificates are exchanged, then the old one is trusted no more. */
    @Test
    void certificatesAndAuthoritiesAreExchangedWhileRequestsGoOn() {
        var back = start(mutual("back"));
        var settings = mutual("front");
        settings.put("modules.run", "none");
        ModuleGraph.load().names().forEach(module -> settings.put("modules." + module + ".url", "https://localhost:" + back.internalPort()));
        var front = start(settings);
        try {
            var client = new RestClient("http://127.0.0.1:" + front.publicPort());
            var next = new Certificates("next");
            String both = AUTHORITY.pem() + next.pem();
            List<Runnable> steps = List.of(
                    () -> List.of("back", "front").forEach(name -> Certificates.write(directory.resolve(name + ".trust"), both)),
                    () -> next.issue("localhost", NAME).in(directory, "back"),
                    () -> next.issue("localhost", NAME).in(directory, "front"),
                    () -> List.of("back", "front").forEach(name -> Certificates.write(directory.resolve(name + ".trust"), next.pem())));
            for (Runnable step : steps) {
                step.run();
                long end = System.nanoTime() + Duration.ofMillis(2500).toNanos();
                while (System.nanoTime() < end) {
                    client.get("/products").expect(200);
                }
            }
            await().untilAsserted(() -> assertRefused(() -> new TlsClient(AUTHORITY.client(), back.internalPort())));
        } finally {
            front.close();
            back.close();
        }
    }

    private static void assertUnavailable(Map<String, String> settings, String told) {
        try (var log = new LogListener("dev.martlet.platform.calls")) {
            var process = start(settings);
            try {
                assertUnavailable(process);
            } finally {
                process.close();
            }
            assertThat(log.records()).filteredOn(record -> record.getLevel() == Level.WARNING)
                    .anyMatch(record -> record.getMessage().contains(told));
        }
    }

    private static void assertUnavailable(Application process) {
        long begin = System.nanoTime();
        var answer = new RestClient("http://127.0.0.1:" + process.publicPort()).get("/products").expect(503);
        assertThat(answer.code()).isEqualTo("module-unavailable");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
    }

    /** With TLS 1.3 a client learns it when it reads. */
    private static void assertRefused(Connecting connecting) {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
            try (var client = connecting.connect()) {
                client.write("GET /products HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                client.readAll();
            }
        });
    }

    private interface Connecting {
        TlsClient connect() throws IOException;
    }

    private static Map<String, String> mutual(String process) {
        return files(process, NAME, "localhost", "127.0.0.1");
    }

    private static Map<String, String> files(String process, String... names) {
        AUTHORITY.issue(names.length == 1 ? new String[] {names[0], "localhost"} : names).in(directory, process);
        AUTHORITY.in(directory, process + ".trust");
        return new HashMap<>(Map.of(
                "internal.tls.certificate", directory.resolve(process + ".crt").toString(),
                "internal.tls.key", directory.resolve(process + ".key").toString(),
                "internal.tls.trust", directory.resolve(process + ".trust").toString(),
                "internal.tls.names", "other," + NAME));
    }

    private static String trust() {
        return directory.resolve("trust.crt").toString();
    }

    /** With the URLs of the modules that do not run here. */
    private static Map<String, String> with(Map<String, String> settings, String key, String value, String scheme) {
        var all = new HashMap<>(settings);
        all.put(key, value);
        ModuleGraph.load().names().stream().filter(module -> !module.equals(value)).forEach(module -> all.put("modules." + module + ".url",
                scheme + "://127.0.0.1:" + (module.equals("orders") && orders != null ? orders : rest).internalPort()));
        return all;
    }

    private static Application start(Map<String, String> settings) {
        return Application.start(Shop.config(database, settings));
    }
}
