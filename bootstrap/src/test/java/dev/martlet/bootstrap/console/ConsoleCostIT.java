package dev.martlet.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.Load;
import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.testing.TestDatabase;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What one open console costs its process: turns of 10 s with one and without one. {@code -Dconsole.rounds=12 -Dconsole.orders=20}: so many turns of each,
 * while so many orders a second come.
 */
class ConsoleCostIT {
    private static final System.Logger LOG = System.getLogger(ConsoleCostIT.class.getName());
    private static final int ROUNDS = Integer.getInteger("console.rounds", 2);
    private static final int ORDERS = Integer.getInteger("console.orders", 0);
    private static final int MOST_ORDERS = 100_000;
    private static final Duration TURN = Duration.ofSeconds(10);
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC");
    /** Percent of one CPU. */
    private static final double BOUND = 1;

    @TempDir
    private Path directory;

    @Test
    void anOpenConsoleCostsLessThanAHundredthOfACpu() {
        try (var program = Program.in(directory).on(TestDatabase.settings()).options(JVM).start().awaitReady(); var _ = new Orderers(program)) {
            watched(program);
            var with = new ArrayList<Double>();
            var without = new ArrayList<Double>();
            for (int round = 0; round < ROUNDS; round++) {
                without.add(percent(program));
                with.add(watched(program));
            }
            double cost = mean(with) - mean(without);
            LOG.log(Level.INFO, String.format("CPU with %d orders a second: %.2f %% without a console, %.2f %% with one: %.2f %% for it",
                    ORDERS, mean(without), mean(with), cost));
            assertThat(cost).isLessThan(BOUND);
        }
    }

    private static double watched(Program program) {
        try (var live = new EventStream(program.management().base())) {
            assertThat(live.next().path("processes")).hasSize(1);
            return percent(program);
        }
    }

    /** Of one CPU, in a turn that begins now. */
    private static double percent(Program program) {
        long begin = System.nanoTime();
        Duration before = used(program);
        await().atMost(TURN.multipliedBy(2)).until(() -> System.nanoTime() - begin >= TURN.toNanos());
        return 100.0 * used(program).minus(before).toNanos() / (System.nanoTime() - begin);
    }

    private static Duration used(Program program) {
        return ProcessHandle.of(program.pid()).orElseThrow().info().totalCpuDuration().orElseThrow();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(value -> value).average().orElseThrow();
    }

    /** Nothing without {@code -Dconsole.orders}. */
    private record Orderers(Optional<Load> load) implements AutoCloseable {
        Orderers(Program program) {
            this(ORDERS == 0 ? Optional.empty() : Optional.of(begin(program)));
        }

        private static Load begin(Program program) {
            var shop = Shop.at(program.http().base());
            String body = Orders.byCard(shop.customer(0), shop.product(250, MOST_ORDERS), 1, "tok_visa");
            return Load.of(program::rest, ORDERS, _ -> body, MOST_ORDERS);
        }

        @Override
        public void close() {
            load.ifPresent(Load::close);
        }
    }
}
