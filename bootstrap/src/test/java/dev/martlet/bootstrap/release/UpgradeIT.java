package dev.martlet.bootstrap.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.testing.FreePorts;
import dev.martlet.bootstrap.support.Load;
import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.Reconciliation;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.bootstrap.support.Topology;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * This version and the last release side by side on one database, as docs/upgrading.md promises. The release is built from its commit: skipped in a clone
 * without history.
 */
class UpgradeIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String VERSION = "0.1.0";
    private static final String COMMIT = "e00e652a8492d43b05f14f87bfa0abfb993a5d51";
    private static final Path OLD = ROOT.resolve("target/release/martlet-" + VERSION + "/martlet.jar");
    private static final Path NEW = Path.of("target", "martlet.jar").toAbsolutePath();
    private static final int LONGEST_BUILD_S = 900;
    private static final int STOCK = 5000;
    private static final long PRICE = 250;
    private static final int ORDERS_A_SECOND = 10;
    private static final int A_WHILE = 4 * ORDERS_A_SECOND;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int TERMINATED = 143;

    private final DatabaseSettings database = TestDatabase.settings();
    private final AtomicReference<RestClient> front = new AtomicReference<>();

    @TempDir
    private Path directory;

    @BeforeAll
    static void buildTheRelease() throws Exception {
        assumeThat(run("git cat-file -e " + COMMIT)).as("the commit of release " + VERSION + " is not in this clone: fetch its whole history").isZero();
        String repository = Optional.ofNullable(System.getProperty("localRepository")).map(path -> "-Dmaven.repo.local=" + path).orElse("");
        assertThat(run("MAVEN_ARGS='" + repository + "' release/prepare " + VERSION + " " + COMMIT)).as("see target/upgrade.log").isZero();
    }

    @Test
    void aRollingRestartToThisVersionAndBackLosesNoOrder() {
        Program old = start("old", OLD, Map.of()).awaitReady();
        var shop = Shop.at(old.http().base());
        String customer = shop.customer(0);
        String product = shop.product(PRICE, STOCK);
        front.set(old.rest());
        Program again;
        try (var load = Load.of(front::get, ORDERS_A_SECOND, _ -> Orders.byCard(customer, product, 1, "tok_visa"))) {
            Program upgraded = replace(old, start("new", NEW, Map.of()), load);
            again = replace(upgraded, start("again", OLD, Map.of()), load);
            assertNoneIsLost(load);
        }
        try (again) {
            assertAddUp(again, customer, product);
        }
    }

    /** In both directions: payments are called, and the events of all modules arrive in the other process too. */
    @ParameterizedTest(name = "payments of this version: {0}")
    @ValueSource(booleans = {true, false})
    void versionsCallEachOther(boolean paymentsAreNew) throws IOException {
        List<Integer> ports = FreePorts.take(2);
        Map<String, String> main = new HashMap<>(Map.of(
                "modules.run", Topology.allBut("payments"),
                "internal.port", ports.get(0).toString(),
                "modules.payments.url", "http://127.0.0.1:" + ports.get(1)));
        Map<String, String> apart = new HashMap<>(Topology.only(Set.of("payments"), "http://127.0.0.1:" + ports.get(0)));
        apart.put("internal.port", ports.get(1).toString());
        try (var orders = start("orders", paymentsAreNew ? OLD : NEW, main).awaitReady();
                var payments = start("payments", paymentsAreNew ? NEW : OLD, apart).awaitReady()) {
            var shop = Shop.at(orders.http().base());
            String customer = shop.customer(0);
            String product = shop.product(PRICE, STOCK);
            front.set(orders.rest());
            try (var load = Load.of(front::get, ORDERS_A_SECOND, _ -> Orders.byCard(customer, product, 1, "tok_visa"))) {
                awaitOrders(load);
                assertNoneIsLost(load);
            }
            shop.cancel(new Reconciliation(orders.http()).orders(customer).getFirst().path("id").asString()).expect(200);
            assertAddUp(orders, customer, product);
            assertMismatch(orders, areContractsEqual() ? 0 : 1);
            payments.management().get("/health/ready").expect(200);
        }
    }

    private static void assertMismatch(Program program, int expected) {
        assertThat(program.management().get("/metrics").expect(200).body().lines().filter(line -> line.startsWith("martlet_contract_mismatch{")).toList())
                .filteredOn(line -> line.contains("payments"))
                .allSatisfy(line -> assertThat(Double.parseDouble(line.substring(line.lastIndexOf(' ')))).isEqualTo(expected));
    }

    private static boolean areContractsEqual() throws IOException {
        String contract = "modules/payments/src/main/resources/contract/payments.json";
        return Files.readString(ROOT.resolve(contract)).equals(Files.readString(ROOT.resolve("target/release/source").resolve(contract)));
    }

    private Program start(String name, Path jar, Map<String, String> settings) {
        var program = Program.in(directory.resolve(name)).jar(jar).on(database).options(Program.SMALL).property("db.pool.size", "5")
                .file("config/application.yaml", "# nothing\n");
        settings.forEach(program::property);
        return program.start();
    }

    private Program replace(Program old, Program next, Load load) {
        next.awaitReady();
        awaitOrders(load);
        front.set(next.rest());
        awaitOrders(load);
        assertThat(old.terminate().awaitEnd().code()).isIn(0, TERMINATED);
        awaitOrders(load);
        return next;
    }

    private static void awaitOrders(Load load) {
        int before = load.total();
        await().atMost(SOON).until(() -> load.total() >= before + A_WHILE);
    }

    private static void assertNoneIsLost(Load load) {
        load.end();
        assertThat(load.unanswered()).isZero();
        assertThat(load.since(0, answer -> answer.status() != 201 && answer.status() != 202)).isEmpty();
    }

    private static void assertAddUp(Program program, String customer, String product) {
        var reconciliation = new Reconciliation(program.http());
        await().atMost(SOON).untilAsserted(() -> reconciliation.assertAddUp(customer, List.of(product), STOCK));
    }

    private static int run(String command) throws IOException, InterruptedException {
        Files.createDirectories(ROOT.resolve("target"));
        Process process = new ProcessBuilder("sh", "-c", command)
                .directory(ROOT.toFile()).redirectErrorStream(true).redirectOutput(ROOT.resolve("target/upgrade.log").toFile()).start();
        if (!process.waitFor(LONGEST_BUILD_S, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        return process.waitFor();
    }
}
