package dev.martlet.bootstrap.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.testing.FreePorts;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus reads the metrics of the program, and its linter finds nothing to say. */
class MetricsInteropIT {
    private static final Duration LONGEST_SCRAPE = Duration.ofSeconds(30);

    @Test
    void prometheusReadsAndAcceptsEveryMetric(@TempDir Path directory) throws IOException {
        try (var program = Program.in(directory).on(TestDatabase.settings()).options(List.of("-XX:+UseG1GC")).start().awaitReady()) {
            program.http().get("/orders").expect(200);
            Files.writeString(directory.resolve("metrics.txt"), program.management().get("/metrics").expect(200).body());
            Debian.End lint = Debian.run(directory, "sh", "-c", "promtool check metrics < metrics.txt");
            assertThat(lint.output()).isEmpty();
            assertThat(lint.code()).isZero();
            assertScraped(directory, URI.create(program.management().base()).getAuthority());
        }
    }

    private static void assertScraped(Path directory, String target) throws IOException {
        Files.writeString(directory.resolve("prometheus.yml"), """
                scrape_configs:
                  - job_name: martlet
                    scrape_interval: 1s
                    static_configs: [{targets: ["%s"]}]
                """.formatted(target));
        int port = FreePorts.take(1).getFirst();
        String[] options = {"--config.file=prometheus.yml", "--storage.tsdb.path=data", "--web.listen-address=127.0.0.1:" + port};
        try (var prometheus = Debian.start(directory, "prometheus", options)) {
            await().atMost(LONGEST_SCRAPE).until(() -> Program.listens(port));
            var client = new RestClient("http://127.0.0.1:" + port);
            await().atMost(LONGEST_SCRAPE).untilAsserted(() -> assertThat(
                    client.get("/api/v1/query?query=http_server_requests_seconds_bucket").json().at("/data/result")).as(prometheus.output()).isNotEmpty());
            assertThat(client.get("/api/v1/targets").json().at("/data/activeTargets/0/lastError").asString()).isEmpty();
        }
    }

}
