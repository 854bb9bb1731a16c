package dev.martlet.bootstrap.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/jobs/moving-data.md, followed while orders come: the data of a module go to another server, by a copy or by replication. */
class MoveModuleJobIT {
    private static final System.Logger LOG = System.getLogger(MoveModuleJobIT.class.getName());
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Path SCRIPT = Path.of("..", "docs", "jobs", "move-module.sh").toAbsolutePath().normalize();
    private static final long LONGEST_STEP_SECONDS = 90;

    @TempDir
    private Path directory;

    private DebianPostgres from;
    private DebianPostgres to;

    @BeforeEach
    void startServers() {
        from = DebianPostgres.start(directory.resolve("old"), "wal_level=logical");
        to = DebianPostgres.start(directory.resolve("new"));
    }

    @AfterEach
    void stopServers() {
        from.close();
        to.close();
    }

    /** Payments is called, orders publishes, notifications subscribes. */
    @ParameterizedTest
    @ValueSource(strings = {"payments", "orders", "notifications"})
    void replicationMovesAModuleWhileOrdersCome(String module) {
        move(module, trade -> {
            step("follow", module);
            await().atMost(SOON).until(() -> step("state", module).startsWith("0 tables to copy"));
            trade.goOn();
        }, "switch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"payments", "loyalty"})
    void aCopyMovesAModuleWithAShortStop(String module) {
        move(module, _ -> { }, "copy");
    }

    @Test
    void aMoveThatIsCancelledLeavesTheShopAsItWas() {
        try (var shop = program("shop", Map.of()).start().awaitReady(); var trade = Trade.begin(shop.http(), shop.rest().base())) {
            trade.goOn();
            step("follow", "orders");
            trade.goOn();
            step("cancel", "orders");
            assertThat(to.value("select to_regnamespace('orders')")).isEqualTo("null");
            assertThat(from.value("select count(*) from pg_replication_slots")).isEqualTo("0");
            long moment = System.nanoTime();
            trade.awaitConfirmed(moment);
            trade.assertNothingLost(shop.http(), program("check", Map.of()));
        }
    }

    private interface Preparation {
        void during(Trade trade);
    }

    private void move(String module, Preparation preparation, String last) {
        try (var before = program("before", Map.of()).start().awaitReady();
                var nginx = Nginx.start(directory.resolve("nginx"), before.rest().base());
                var trade = Trade.begin(before.http(), nginx.address(0))) {
            trade.goOn();
            preparation.during(trade);
            try (var after = program("after", moved(module)).start()) {
                await().atMost(SOON).until(() -> after.errors().contains("(db.wait)"));
                long stopped = System.nanoTime();
                step(last, module);
                Duration copied = Duration.ofNanos(System.nanoTime() - stopped);
                nginx.sendTo(after.awaitReady().rest().base());
                before.terminate();
                before.awaitEnd();
                trade.awaitConfirmed(System.nanoTime());
                LOG.log(Level.INFO, "{0}: {1} took {2} ms, orders as usual {3} ms later; answers since: {4}", module, last, copied.toMillis(),
                        Duration.ofNanos(System.nanoTime() - stopped).toMillis(), trade.statuses(stopped));
                trade.assertNothingLost(after.http(), program("check", moved(module)));
                assertMoved(module, after);
            }
        }
    }

    /** Numbers go on above those of before, no delivery is halted, and the old server takes no change. */
    private void assertMoved(String module, Program shop) {
        String number = "select last_value from " + module + ".outbox_id_seq";
        assertThat(Long.parseLong(to.value(number))).isGreaterThanOrEqualTo(Long.parseLong(from.value(number)));
        assertThat(shop.errors()).doesNotContain("halted");
        assertThat(shop.management().get("/events/dead").expect(200).json().path("items")).isEmpty();
        assertThat(from.value("select count(*) from pg_trigger where tgname = 'refuse_changes' and tgrelid::regclass::text like '" + module + ".%'"))
                .isEqualTo(from.value("select count(*) from pg_tables where schemaname = '" + module + "'"));
        assertThat(to.value("select count(*) from pg_trigger where tgname = 'refuse_changes'")).isEqualTo("0");
        assertThat(to.value("select count(*) from pg_subscription")).isEqualTo("0");
    }

    private Map<String, String> moved(String module) {
        String key = "MODULES_" + module.toUpperCase(Locale.ROOT) + "_DB_URL";
        return Map.of(key, to.url(), "DB_MIGRATE", "never", "DB_WAIT", "10m");
    }

    private Program.Preparation program(String name, Map<String, String> environment) {
        var all = new HashMap<>(Map.of("DB_URL", from.url(), "DB_USERNAME", "martlet", "DB_PASSWORD", "secret", "DB_POOL_SIZE", "5"));
        all.putAll(environment);
        var program = Program.in(made(directory.resolve(name))).options(Program.SMALL);
        all.forEach(program::environment);
        return program;
    }

    /** @return what it printed */
    private String step(String step, String module) {
        var builder = new ProcessBuilder(SCRIPT.toString(), step, module).redirectErrorStream(true);
        builder.environment().putAll(Map.of("OLD", from.connection(), "NEW", to.connection()));
        try {
            Process process = builder.redirectOutput(directory.resolve("step.out").toFile()).start();
            boolean ended = process.waitFor(LONGEST_STEP_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            String output = Files.readString(directory.resolve("step.out"));
            assertThat(ended && process.exitValue() == 0).as("%s %s: %s", step, module, output).isTrue();
            return output;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static Path made(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
