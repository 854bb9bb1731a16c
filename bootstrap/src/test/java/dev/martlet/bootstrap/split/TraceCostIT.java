package dev.martlet.bootstrap.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.support.ClosedLoop;
import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.bootstrap.traces.TraceReceiver;
import dev.martlet.platform.testing.TestDatabase;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an order costs with one trace in ten exported, against none: two processes, which take turns. {@code -Dtraces.rounds=20} is how often each has its
 * turn of 2 s, after a quarter as many to warm up.
 */
@EnabledIfSystemProperty(named = "traces.rounds", matches = "[0-9]+", disabledReason = "takes minutes, and a machine that does nothing else")
class TraceCostIT {
    private static final System.Logger LOG = System.getLogger(TraceCostIT.class.getName());
    private static final int ROUNDS = Integer.getInteger("traces.rounds", 0);
    private static final Duration TURN = Duration.ofSeconds(2);
    private static final int CLIENTS = 8;
    private static final int PRODUCTS = 100;
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC");
    private static final double BOUND = 1.03;

    @TempDir
    private Path directory;

    @Test
    void oneTraceInTenCostsLessThanThreePercentOfAnOrdersTime() {
        try (var receiver = TraceReceiver.open(); var without = deploy("without", Map.of()); var with = deploy("with", Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint(), "OTEL_TRACES_SAMPLER", "parentbased_traceidratio", "OTEL_TRACES_SAMPLER_ARG", "0.1"))) {
            var plain = new Turns(without);
            var traced = new Turns(with);
            for (int round = 0; round < ROUNDS + ROUNDS / 4; round++) {
                plain.take();
                traced.take();
            }
            double ratio = traced.median() / plain.median();
            LOG.log(Level.INFO, String.format("CPU an order: %.0f us without traces, %.0f us with one in ten exported, %.3f times (%d spans)",
                    plain.median(), traced.median(), ratio, receiver.spans().size()));
            assertThat(receiver.spans()).isNotEmpty();
            assertThat(ratio).isLessThan(BOUND);
        }
    }

    private Deployment deploy(String name, Map<String, String> environment) {
        return Deployment.start(directory.resolve(name), TestDatabase.settings(), new Grouping(List.of(Set.copyOf(Grouping.MODULES))), environment, JVM);
    }

    /** The turns of one process. */
    private static final class Turns {
        private final Program process;
        private final List<String> bodies;
        private final List<Double> microseconds = new ArrayList<>();

        Turns(Deployment shop) {
            process = shop.of("orders");
            var front = Shop.at(process.http().base());
            String customer = front.customer(0);
            bodies = IntStream.range(0, PRODUCTS).mapToObj(_ -> Orders.byCard(customer, front.product(250, 1_000_000), 1, "tok_visa")).toList();
        }

        void take() {
            Duration before = spent();
            int orders = ClosedLoop.place(process.rest(), bodies, CLIENTS, TURN);
            microseconds.add(spent().minus(before).toNanos() / 1000.0 / orders);
        }

        /** Of the turns after those that warm up. */
        double median() {
            List<Double> measured = microseconds.stream().skip(ROUNDS / 4).sorted().toList();
            return measured.get(measured.size() / 2);
        }

        private Duration spent() {
            return ProcessHandle.of(process.pid()).orElseThrow().info().totalCpuDuration().orElseThrow();
        }
    }
}
