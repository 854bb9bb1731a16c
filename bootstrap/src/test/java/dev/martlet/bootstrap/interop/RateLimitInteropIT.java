package dev.martlet.bootstrap.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.testing.FreePorts;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's nginx as a trusted proxy: it is the address that it saw which counts for a client, whatever the client writes itself. */
class RateLimitInteropIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private static Path directory;

    @Test
    void eachClientOfNginxHasALimitOfItsOwn() throws IOException, InterruptedException {
        List<Integer> ports = FreePorts.take(2);
        Program.Preparation preparation = Program.in(Files.createDirectory(directory.resolve("program"))).on(TestDatabase.settings()).options(Program.SMALL)
                .property("server.port", ports.get(0) + "")
                .property("server.proxies.trusted", "127.0.0.1").property("limits.requests.rate", "1").property("limits.requests.burst", "5");
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
                    location / {
                      proxy_pass http://127.0.0.1:%4$d;
                      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                    }
                  }
                }
                """.formatted(home, temporary, ports.get(1), ports.get(0)));
        try (var _ = preparation.start().awaitReady(); var nginx = Debian.start(home, "nginx", "-e", "stderr", "-c", home.resolve("nginx.conf").toString())) {
            await().atMost(SOON).until(() -> !nginx.isAlive() || Program.listens(ports.get(1)));
            assertThat(nginx.isAlive()).as(nginx.output()).isTrue();

            assertThat(statuses("127.0.0.2", ports.get(1), "198.51.100.")).startsWith(200, 200, 200, 200, 200).contains(429);
            assertThat(statuses("127.0.0.3", ports.get(1), "127.0.0.")).startsWith(200, 200, 200, 200, 200).contains(429);
        }
    }

    /** @param forged the beginning of an address that the client makes up anew with each request */
    private static List<Integer> statuses(String from, int port, String forged) throws IOException, InterruptedException {
        var statuses = new ArrayList<Integer>();
        try (var client = HttpClient.newBuilder().localAddress(InetAddress.ofLiteral(from)).build()) {
            for (int number = 100; number < 120; number++) {
                var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/products")).header("X-Forwarded-For", forged + number).build();
                statuses.add(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
            }
        }
        return statuses;
    }
}
