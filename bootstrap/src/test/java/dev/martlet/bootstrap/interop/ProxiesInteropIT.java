package dev.martlet.bootstrap.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.testing.FreePorts;
import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** nginx, HAProxy and ab as Debian ships them, with nothing set but the address. */
class ProxiesInteropIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private static Path directory;

    private static List<Integer> ports;
    private static Program program;

    @BeforeAll
    static void start() throws IOException {
        ports = FreePorts.take(3);
        program = Program.in(Files.createDirectory(directory.resolve("program"))).on(TestDatabase.settings()).options(Program.SMALL)
                .property("server.port", ports.get(0) + "").property("internal.port", ports.get(1) + "").property("management.port", ports.get(2) + "")
                .start().awaitReady();
    }

    @AfterAll
    static void end() {
        program.close();
    }

    @Test
    void nginxWithNothingButProxyPassServesTheShop() throws IOException {
        int port = FreePorts.take(1).getFirst();
        Path home = Files.createDirectory(directory.resolve("nginx"));
        String temporary = List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi").stream()
                .map(name -> name + "_temp_path " + home.resolve(name) + ";").reduce("", String::concat);
        Files.writeString(home.resolve("nginx.conf"), """
                daemon off;
                user root;
                pid %1$s/nginx.pid;
                error_log stderr;
                events {}
                http {
                  access_log off;
                  %2$s
                  server {
                    listen 127.0.0.1:%3$d;
                    location / { proxy_pass http://127.0.0.1:%4$d; }
                  }
                }
                """.formatted(home, temporary, port, ports.get(0)));
        try (var nginx = Debian.start(home, "nginx", "-e", "stderr", "-c", home.resolve("nginx.conf").toString())) {
            await().atMost(SOON).until(() -> !nginx.isAlive() || Program.listens(port));
            assertThat(nginx.isAlive()).as(nginx.output()).isTrue();
            assertServesTheShop("http://127.0.0.1:" + port);
        }
    }

    @Test
    void haproxyWithItsDefaultsAndHttpchkServesTheShopAndSeesEveryPortUp() throws IOException {
        List<Integer> own = FreePorts.take(2);
        Path home = Files.createDirectory(directory.resolve("haproxy"));
        Files.writeString(home.resolve("haproxy.cfg"), """
                defaults
                  mode http
                  timeout connect 2s
                  timeout client 30s
                  timeout server 30s
                  option httpchk
                frontend shop
                  bind 127.0.0.1:%d
                  default_backend public
                listen statistics
                  bind 127.0.0.1:%d
                  stats enable
                  stats uri /
                backend public
                  server one 127.0.0.1:%d check inter 200ms
                backend management
                  server one 127.0.0.1:%d check inter 200ms
                """.formatted(own.get(0), own.get(1), ports.get(0), ports.get(2)));
        try (var haproxy = Debian.start(home, "haproxy", "-f", home.resolve("haproxy.cfg").toString())) {
            await().atMost(SOON).until(() -> !haproxy.isAlive() || Program.listens(own.get(1)));
            assertThat(haproxy.isAlive()).as(haproxy.output()).isTrue();
            var statistics = new RestClient("http://127.0.0.1:" + own.get(1));
            await().atMost(SOON).untilAsserted(() -> assertThat(statistics.get("/;csv").body().lines().filter(line -> line.contains(",one,")))
                    .hasSize(2).allMatch(line -> line.contains(",UP,") && line.contains("L7OK")));
            assertServesTheShop("http://127.0.0.1:" + own.get(0));
        }
    }

    @Test
    void abIsAnsweredOnEveryPort() throws IOException {
        Path body = Files.writeString(directory.resolve("check.json"), "{\"customerId\": \"0199e6a0-0000-7000-8000-000000000000\"}");
        assertAllAnswered(Debian.run(directory, "ab", "-l", "-n", "100", "-c", "4", "http://127.0.0.1:" + ports.get(0) + "/products"));
        assertAllAnswered(Debian.run(directory, "ab", "-l", "-n", "100", "-c", "4", "-p", body.toString(), "-T", "application/json",
                "http://127.0.0.1:" + ports.get(1) + "/internal/customers/check"));
        assertAllAnswered(Debian.run(directory, "ab", "-l", "-n", "100", "-c", "4", "http://127.0.0.1:" + ports.get(2) + "/health/live"));
        assertAllAnswered(Debian.run(directory, "ab", "-l", "-n", "20", "-c", "4", "http://127.0.0.1:" + ports.get(2) + "/metrics"));
    }

    private static void assertAllAnswered(Debian.End end) {
        assertThat(end.code()).as(end.output()).isZero();
        assertThat(end.output()).containsPattern("Failed requests: +0").doesNotContain("Non-2xx");
    }

    /** Not held against the OpenAPI document: a proxy adds headers of its own. */
    private static void assertServesTheShop(String address) {
        var rest = new RestClient(address);
        String customer = rest.post("/customers", "{\"email\": \"" + UUID.randomUUID() + "@example.org\", \"name\": \"Ada\"}").expect(201).text("id");
        String product = rest.post("/products", """
                {"name": "Tea", "price": {"amount": 100, "currency": "EUR"}, "stock": 10}
                """).expect(201).text("id");
        String order = rest.post("/orders", Orders.byCard(customer, product, 1, "tok_visa")).expect(201).text("id");
        var read = rest.get("/products/" + product).expect(200);
        rest.get("/products/" + product, "If-None-Match", read.tag()).expect(304);
        assertThat(rest.send("HEAD", "/products/" + product, Optional.empty()).expect(200).body()).isEmpty();
        rest.patch("/products/" + product, "{\"name\": \"Green tea\"}", read.tag()).expect(200);
        assertThat(rest.get("/orders/" + order + "/events").expect(200).body()).contains("data:", "CONFIRMED");
        assertThat(rest.get("/nothing").expect(404).code()).isEqualTo("not-found");
        rest.delete("/customers/" + customer).expect(204);
    }
}
