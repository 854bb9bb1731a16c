package dev.martlet.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.ClosedLoop;
import dev.martlet.bootstrap.support.Load;
import dev.martlet.bootstrap.support.Load.Answered;
import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.testing.TestDatabase;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Twice the orders that the program can take, at a constant rate that does not depend on the responses. {@code -Doverload.seconds=60}
 * measures that long, after as long a warm-up. The clients share the processors with the program, so that the time of a refusal has theirs in it.
 */
@EnabledIfSystemProperty(named = "overload.seconds", matches = "[0-9]+", disabledReason = "takes minutes, and more processors than two")
class SustainedOverloadIT {
    private static final System.Logger LOG = System.getLogger(SustainedOverloadIT.class.getName());
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("overload.seconds", 0));
    private static final Duration WARM_UP = TIME.dividedBy(2);
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int CLIENTS = 64;
    private static final int PRODUCTS = 200;
    private static final int STOCK = 1_000_000;
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC");

    @Test
    void mostOfTheCapacityStaysAndTheRestIsRefusedAtOnce(@TempDir Path directory) {
        try (var program = Program.in(directory).options(JVM).on(TestDatabase.settings()).start().awaitReady()) {
            var shop = Shop.at(program.http().base());
            String customer = shop.customer(0);
            List<String> products = IntStream.range(0, PRODUCTS).mapToObj(_ -> shop.product(100, STOCK)).toList();
            List<String> bodies = products.stream().map(product -> Orders.byCard(customer, product, 1, "tok_visa")).toList();
            ClosedLoop.place(program.rest(), bodies, CLIENTS, WARM_UP);
            int capacity = ClosedLoop.place(program.rest(), bodies, CLIENTS, WARM_UP) / (int) WARM_UP.toSeconds();

            var load = Load.of(program::rest, 2 * capacity, number -> bodies.get(number % PRODUCTS), 2 * capacity * (int) TIME.toSeconds());
            await().atMost(LONGEST.plus(TIME)).until(() -> load.total() + load.unanswered() == 2 * capacity * (int) TIME.toSeconds());
            await().atMost(LONGEST_RECOVERY).untilAsserted(() ->
                    assertThat(ClosedLoop.place(program.rest(), bodies, CLIENTS, Duration.ofSeconds(1))).isGreaterThan(capacity * 8 / 10));

            List<Answered> refusals = answers(load, answer -> answer.status() == 503);
            long goodput = answers(load, answer -> answer.status() == 201).size() / TIME.toSeconds();
            Duration refusal = Load.percentile(99, refusals.stream().map(Answered::time).toList());
            LOG.log(Level.INFO, String.format("%d orders/s of %d, %d refused, 99%% of them within %d ms, %d pending, %d without an answer",
                    goodput, capacity, refusals.size(), refusal.toMillis(), answers(load, answer -> answer.status() == 202).size(), load.unanswered()));
            assertThat(load.unanswered()).isZero();
            assertThat(load.all()).extracting(Answered::status).containsOnly(201, 503);
            assertThat(refusals).allMatch(Answered::retryAfter);
            assertThat(goodput).isGreaterThanOrEqualTo(capacity * 8L / 10);
            assertThat(refusal).isLessThan(Duration.ofMillis(100));
        }
    }

    private static List<Answered> answers(Load load, Predicate<Answered> which) {
        return load.all().stream().filter(which).toList();
    }
}
