package dev.martlet.bootstrap.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.platform.testing.FreePorts;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/splitting.md, followed while orders come: loyalty is split off, then payments, then both are merged back, and no request is answered by a failure. */
class SplitOffJobIT {
    private final DatabaseSettings database = TestDatabase.settings();
    private final List<Program> started = new ArrayList<>();

    @TempDir
    private Path directory;

    private Nginx nginx;
    private Main main;

    /** The process with the modules that are not split off. */
    private record Main(Program program, int internalPort) {
        String[] upstreams() {
            return new String[] {program.rest().base(), local(internalPort)};
        }
    }

    @AfterEach
    void end() {
        started.forEach(Program::terminate);
        started.forEach(Program::close);
        nginx.close();
    }

    @Test
    void modulesAreSplitOffAndMergedBackWithoutAFailedRequest() {
        main = main(Map.of());
        nginx = Nginx.start(directory.resolve("nginx"), main.upstreams());
        Shop shop = Shop.at(main.program.http().base());
        try (var trade = Trade.begin(shop.http(), nginx.address(0))) {
            trade.goOn();
            int loyalty = FreePorts.take(1).getFirst();
            Program loyaltyApart = apart("loyalty", loyalty, Map.of());
            replace(main(Map.of("loyalty", loyalty)), trade);
            int payments = FreePorts.take(1).getFirst();
            Program paymentsApart = apart("payments", payments, Map.of("loyalty", loyalty));
            replace(main(Map.of("loyalty", loyalty, "payments", payments)), trade);
            assertThat(main.program.management().get("/modules").expect(200).json().path("modules").valueStream()
                    .filter(module -> !module.path("url").isMissingNode() && !module.path("url").isNull()).count()).isEqualTo(2);

            replace(main(Map.of("payments", payments)), trade);
            stop(loyaltyApart);
            trade.goOn();
            replace(main(Map.of()), trade);
            stop(paymentsApart);
            trade.goOn();
            trade.assertNothingLost(main.program.http(), Program.in(made("check")).options(Program.SMALL).on(database));
            assertThat(trade.statuses(0).keySet()).as("answers").isSubsetOf(201, 202, 402);
        }
    }

    /** The new ones are ready, the requests go to them, the old one ends. */
    private void replace(Main next, Trade trade) {
        Program old = main.program;
        nginx.sendTo(next.upstreams());
        main = next;
        trade.goOn();
        stop(old);
        trade.goOn();
    }

    private static void stop(Program process) {
        process.terminate();
        assertThat(process.awaitEnd().code()).isIn(0, 143);
    }

    /** @param others the internal ports of the modules that run elsewhere */
    private Main main(Map<String, Integer> others) {
        int port = FreePorts.take(1).getFirst();
        String own = ModuleGraph.load().names().stream().filter(module -> !others.containsKey(module)).collect(Collectors.joining(","));
        return new Main(start(own, port, others.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, other -> local(other.getValue())))), port);
    }

    /** A module alone. It finds the others behind the reverse proxy, whichever process runs them. */
    private Program apart(String module, int port, Map<String, Integer> others) {
        var urls = new HashMap<String, String>();
        ModuleGraph.load().names().stream().filter(name -> !name.equals(module)).forEach(name -> urls.put(name, nginx.address(1)));
        others.forEach((name, other) -> urls.put(name, local(other)));
        return start(module, port, urls);
    }

    private Program start(String modules, int internalPort, Map<String, String> urls) {
        var program = Program.in(made("process-" + started.size())).options(Program.SMALL).on(database)
                .property("db.pool.size", "5")
                .property("internal.port", String.valueOf(internalPort))
                .environment("MODULES_RUN", modules);
        urls.forEach((module, url) -> program.environment("MODULES_" + module.toUpperCase(Locale.ROOT) + "_URL", url));
        started.add(program.start());
        return started.getLast().awaitReady();
    }

    private Path made(String name) {
        try {
            return Files.createDirectories(directory.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String local(int port) {
        return "http://127.0.0.1:" + port;
    }
}
