package dev.martlet.bootstrap.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.support.ClosedLoop;
import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.testing.TestDatabase;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an order costs in six processes, against one. Only a long run tells: for the first minutes six processes mostly compile.
 * {@code -Dsplit.seconds=90} measures that long, after four times as long; {@code -Dsplit.clients=64} keeps two cores busy.
 */
@EnabledIfSystemProperty(named = "split.seconds", matches = "[0-9]+", disabledReason = "takes minutes, and a machine that does nothing else")
class CostIT {
    private static final System.Logger LOG = System.getLogger(CostIT.class.getName());
    /** With few, a good part of what six processes spend is waking up, again and again, for one call. */
    private static final int CLIENTS = Integer.getInteger("split.clients", 16);
    /** Enough that orders rarely wait for each other's product. */
    private static final int PRODUCTS = 500;
    /** The program's own default. */
    private static final Map<String, String> POOLS = Map.of("DB_POOL_SIZE", "10");
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("split.seconds", 0));
    private static final Duration WARM_UP = TIME.multipliedBy(4);
    /** As in production, where everything is compiled in the end. */
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC");
    /** What a pod of a part of the modules has ({@code k8s/split}). */
    private static final List<String> JVM_OF_A_PART = Stream.concat(JVM.stream(), Stream.of("-XX:ActiveProcessorCount=1")).toList();
    private static final double BOUND = 2.5;

    @TempDir
    private Path directory;

    @Test
    void sixProcessesSpendLessThanTwoAndAHalfTimesAsMuch() {
        double one = microsecondsAnOrder(Grouping.together(), JVM);
        double six = microsecondsAnOrder(Grouping.apart(), JVM_OF_A_PART);
        LOG.log(Level.INFO, String.format("CPU an order: %.0f us in one process, %.0f us in six, %.2f times", one, six, six / one));
        assertThat(six / one).isLessThan(BOUND);
    }

    private double microsecondsAnOrder(Grouping grouping, List<String> jvm) {
        try (var shop = Deployment.start(directory.resolve(String.valueOf(grouping.groups().size())), TestDatabase.settings(), grouping, POOLS, jvm)) {
            var front = Shop.at(shop.front("orders").base());
            String customer = front.customer(0);
            List<String> bodies = IntStream.range(0, PRODUCTS).mapToObj(_ -> Orders.byCard(customer, front.product(250, 1_000_000), 1, "tok_visa")).toList();
            ClosedLoop.place(shop.of("orders").rest(), bodies, CLIENTS, WARM_UP);
            Duration before = spent(shop);
            int orders = ClosedLoop.place(shop.of("orders").rest(), bodies, CLIENTS, TIME);
            return spent(shop).minus(before).toNanos() / 1000.0 / orders;
        }
    }

    private static Duration spent(Deployment shop) {
        var spent = Duration.ZERO;
        for (Program process : shop.processes()) {
            spent = spent.plus(ProcessHandle.of(process.pid()).orElseThrow().info().totalCpuDuration().orElseThrow());
        }
        return spent;
    }
}
