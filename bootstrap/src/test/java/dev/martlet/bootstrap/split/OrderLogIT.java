package dev.martlet.bootstrap.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queries that docs/operating.md has for one order, on the logs of two processes, of which one was away for a while. */
class OrderLogIT {
    private static final Path PAGE = Path.of("..", "docs", "operating.md");
    private static final Pattern QUERY = Pattern.compile("```sh\n((?:grep|jq) [^`]*\\*\\.log[^`]*)```");
    private static final Duration LONGEST = Duration.ofSeconds(40);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void theIdOfAnOrderFindsItsLinesInTheLogsOfAllProcesses(String format) throws Exception {
        var environment = Map.of(
                "LOG_FORMAT", format, "LOG_LEVEL_ACCESS", "DEBUG", "LOG_LEVEL_DEV_MARTLET_ORDERS", "DEBUG",
                "LOG_LEVEL_DEV_MARTLET_PLATFORM_EVENTS_INTAKE", "DEBUG");
        String usual;
        String delayed;
        String other;
        try (var deployment = Deployment.start(directory, TestDatabase.settings(), Grouping.of("orders+customers+products"), environment)) {
            var shop = Shop.at(deployment.front("orders").base());
            String customer = shop.customer(0);
            String product = shop.product(100, 10);
            usual = shop.orderByCard(customer, product, 1, "tok_visa").expect(201).text("id");
            other = shop.orderByCard(customer, product, 1, "tok_visa").expect(201).text("id");
            await().until(() -> shop.points(customer) == 2);
            keep(deployment);
            deployment.kill("payments");
            delayed = shop.orderByCard(customer, product, 1, "tok_visa").expect(202).text("id");
            deployment.revive("payments");
            await().atMost(LONGEST).until(() -> shop.points(customer) == 3);
            deployment.processes().forEach(process -> process.terminate().awaitEnd());
            keep(deployment);
        }
        for (String query : queries(format)) {
            assertThat(run(query, usual)).as(query)
                    .anyMatch(line -> line.contains("POST /orders 201 "))
                    .anyMatch(line -> line.contains("Order " + usual + " is CONFIRMED"))
                    .anyMatch(line -> line.contains("POST /internal/payments/charge 200 "))
                    .anyMatch(line -> line.contains("loyalty handles OrderConfirmed ") && line.contains(usual))
                    .noneMatch(line -> line.contains("Order " + other) || line.contains(delayed));
            assertThat(run(query, delayed)).as(query)
                    .isSorted()
                    .anyMatch(line -> line.contains("POST /orders 202 "))
                    .anyMatch(line -> line.contains("INFO") && line.contains("Order " + delayed + " is PENDING and will be tried again: "))
                    .anyMatch(line -> line.contains("INFO") && line.contains("Order " + delayed + " is CONFIRMED"))
                    .anyMatch(line -> line.contains("POST /internal/payments/charge 200 "))
                    .anyMatch(line -> line.contains("loyalty handles OrderConfirmed ") && line.contains(delayed))
                    .noneMatch(line -> line.contains("Order " + usual) || line.contains(other));
        }
    }

    /** A process that is started again begins a new file. */
    private void keep(Deployment deployment) throws IOException {
        for (int process = 0; process < deployment.size(); process++) {
            Path log = directory.resolve("process-" + process + "-" + deployment.process(process).pid() + ".log");
            Files.writeString(log, deployment.process(process).errors());
        }
    }

    /** Those of the page that can read this format. */
    private static List<String> queries(String format) throws IOException {
        List<String> all = QUERY.matcher(Files.readString(PAGE)).results().map(MatchResult::group).map(OrderLogIT::command).toList();
        assertThat(all).hasSize(2);
        return all.stream().filter(query -> query.startsWith("grep ") || format.equals("json") && has("jq")).toList();
    }

    private static String command(String block) {
        return block.replace("```sh\n", "").replace("```", "");
    }

    private static boolean has(String tool) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    private List<String> run(String query, String id) throws Exception {
        var builder = new ProcessBuilder("sh", "-c", query).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(directory.resolve("found").toFile());
        builder.environment().put("id", id);
        assertThat(builder.start().waitFor(30, TimeUnit.SECONDS)).isTrue();
        return Files.readAllLines(directory.resolve("found"));
    }
}
