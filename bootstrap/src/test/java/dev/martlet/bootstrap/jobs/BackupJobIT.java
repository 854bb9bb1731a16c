package dev.martlet.bootstrap.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.interop.Debian;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** docs/jobs/backup.md, followed while orders come: a server is restored to a point in time, and what disagrees with the others is found and settled. */
class BackupJobIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Path SCRIPT = Path.of("..", "docs", "jobs", "back-up.sh");
    private static final int FINDINGS = 1;

    @TempDir
    private Path directory;

    private DebianPostgres all;
    private DebianPostgres restored;

    @BeforeEach
    void startServers() throws IOException {
        all = DebianPostgres.start(directory.resolve("all"));
        restored = DebianPostgres.start(directory.resolve("restored"));
        DebianPostgres.own(directory.resolve("backup"));
        Files.copy(SCRIPT, directory.resolve("backup/back-up.sh"));
        step("archive");
        restored.stop();
        restored.startOn(directory.resolve("restored/data"));
    }

    @AfterEach
    void stopServers() {
        all.close();
        restored.close();
    }

    @Test
    void allModulesAreRestoredToOnePointInTime() {
        restore(Map.of("DB_URL", restored.url()), (shop, _, check) -> {
            await().atMost(SOON).until(() -> shop.http().get("/orders?status=PENDING").json().path("items").isEmpty());
            assertClean(check);
            assertThat(shop.management().get("/events/dead").expect(200).json().path("items")).isEmpty();
        });
    }

    @Test
    void aPublisherThatIsRestoredAloneHaltsUntilItIsRepaired() {
        restore(alone("ORDERS"), (shop, _, check) -> {
            var rest = Shop.at(shop.http().base());
            String customer = rest.customer(0);
            rest.orderByCard(customer, rest.product(1000, 10), 1, "tok_visa").expect(201);
            await().atMost(SOON).untilAsserted(() -> assertThat(shop.errors()).contains("Events of orders for loyalty halted"));
            assertThat(shop.management().get("/metrics").expect(200).body()).containsPattern("martlet_events_halted\\{[^}]*loyalty[^}]*} 1");

            assertThat(invariants(findings(check))).contains("events", "money", "stock", "points", "mails");
            assertSettled(check);
            assertClean(check);
            await().atMost(SOON).untilAsserted(() -> assertThat(rest.points(customer)).isEqualTo(10));
            assertThat(shop.errors()).contains("Events of orders for loyalty are delivered again");
        });
    }

    @Test
    void paymentsThatAreRestoredAloneAreRecordedAgain() {
        restore(alone("PAYMENTS"), (shop, trade, check) -> {
            assertThat(invariants(findings(check))).containsExactlyInAnyOrder("money", "payments", "credit");
            assertSettled(check);
            assertClean(check);
            trade.assertAddUp(shop.http());
            Shop.at(shop.http().base()).cancel(trade.order(shop.http())).expect(200);
            assertClean(check);
        });
    }

    @Test
    void aSubscriberThatIsRestoredAloneGetsItsEventsAgain() {
        restore(alone("NOTIFICATIONS"), (shop, trade, check) -> {
            assertClean(check);
            trade.assertAddUp(shop.http());
            assertClean(check);
        });
    }

    private interface Then {
        void check(Program shop, Trade trade, Check check);
    }

    /** The command, beside the shop. */
    private interface Check {
        Program.End run(String... arguments);
    }

    private void restore(Map<String, String> environment, Then then) {
        String point;
        try (var before = program("before", environment).start().awaitReady(); var trade = Trade.begin(before.http(), before.rest().base())) {
            trade.goOn();
            step("base");
            trade.goOn();
            point = restored.value("select clock_timestamp()");
            trade.goOn();
            trade.end(before.http());
            before.terminate();
            before.awaitEnd();
            restored.stop();
            step("restore", directory.resolve("restored/again").toString(), point);
            restored.startOn(directory.resolve("restored/again"));
            try (var after = program("after", environment).start().awaitReady()) {
                then.check(after, trade, arguments -> program("check", environment).arguments(arguments).run());
            }
        }
    }

    private static List<JsonNode> findings(Check check) {
        Program.End end = check.run("check");
        assertThat(end.code()).as(() -> String.join("\n", end.errors())).isEqualTo(FINDINGS);
        return lines(end);
    }

    private static void assertSettled(Check check) {
        Program.End end = check.run("check", "--repair");
        assertThat(lines(end)).isNotEmpty().allMatch(line -> line.path("repaired").asBoolean(), "is repaired");
        assertThat(end.code()).isZero();
    }

    private static void assertClean(Check check) {
        Program.End end = check.run("check");
        assertThat(end.out()).isEmpty();
        assertThat(end.code()).as(() -> String.join("\n", end.errors())).isZero();
    }

    private static List<JsonNode> lines(Program.End end) {
        return end.out().stream().map(Json.tolerant()::readTree).toList();
    }

    private static Set<String> invariants(List<JsonNode> findings) {
        return findings.stream().map(finding -> finding.path("invariant").asString()).collect(Collectors.toSet());
    }

    private Map<String, String> alone(String module) {
        return Map.of("DB_URL", all.url(), "MODULES_" + module + "_DB_URL", restored.url());
    }

    private Program.Preparation program(String name, Map<String, String> environment) {
        var settings = new HashMap<>(Map.of("DB_USERNAME", "martlet", "DB_PASSWORD", "secret", "DB_POOL_SIZE", "5"));
        settings.putAll(environment);
        try {
            var program = Program.in(Files.createDirectories(directory.resolve(name))).options(Program.SMALL);
            settings.forEach(program::environment);
            return program;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** As the server's user. */
    private void step(String... arguments) {
        Path backup = directory.resolve("backup");
        String[] command = Stream.concat(
                Stream.of("BACKUP=" + backup, "SERVER=" + restored.connection(), "PG_BIN=" + DebianPostgres.program("psql").getParent(),
                        backup + "/back-up.sh"),
                Stream.of(arguments)).toArray(String[]::new);
        DebianPostgres.requireSuccess(Debian.run(backup, DebianPostgres.launcher(), DebianPostgres.as(backup, Path.of("/usr/bin/env"), command)));
    }
}
