package dev.martlet.bench.part;

import dev.martlet.bench.Console;
import dev.martlet.bench.load.Work;
import dev.martlet.bench.measure.Measurement;
import dev.martlet.bench.measure.Target;
import dev.martlet.bench.report.Section;
import dev.martlet.bench.report.Statistics;
import dev.martlet.bench.shop.Topology;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;

/** One process is asked what three splits would cost, while it is under load. Then each of them is under the same load. */
public final class AdvicePart implements Part {
    private static final int CLIENTS = 2;
    private static final long WARMUP_ORDERS = 5_000;
    /** The advice is asked for when all that it looks back on was this load. */
    private static final Duration OBSERVED = Duration.ofSeconds(35);
    private static final Duration LOADED = OBSERVED.plusSeconds(12);
    private static final List<Topology> SPLITS = List.of(Topology.PAYMENTS_APART, Topology.ORDERS_APART, Topology.SIX);

    @Override
    public String name() {
        return "advice";
    }

    @Override
    public Section run(Stage stage) throws IOException, InterruptedException, SQLException {
        var targets = new ArrayList<Target>();
        targets.add(stage.target(stage.one(), Work.orders));
        for (Topology split : SPLITS) {
            targets.add(stage.target(stage.start(split, Map.of()), Work.orders));
        }
        stage.warmUp(targets, WARMUP_ORDERS);
        Map<Topology, AdvisedCost> advice = advice(stage.managementUrl(stage.one()), targets.getFirst());
        Map<String, List<Measurement>> measured = stage.measureWarm(targets, CLIENTS);
        var table = new AdviceTable(advice.get(Topology.ONE), median(measured.get(Topology.ONE.name()), 0));
        for (Topology split : SPLITS) {
            int connections = stage.postgres().connections(Stage.database(split));
            table.row(split.name(), advice.get(split), median(measured.get(split.name()), connections));
        }
        return new Section(name(), "Advice on splitting", """
                One process with all modules is asked for advice (`GET /modules/advice`) while %d clients place orders (closed loop).
                Then each split is under the same load, %s. All were under load before until they had answered %,d orders, or for five times `bench.warmup`:
                that is not enough for six processes to compile what they run. Latencies are those of `POST /orders`: expected ones as the process sees them,
                measured ones as the client does. CPU time is that of all processes of the program for an order. Connections are those that the processes may
                open, and those that they had open at the end.

                %s
                """.formatted(CLIENTS, stage.rounds(), WARMUP_ORDERS, table), Map.of());
    }

    private static Map<Topology, AdvisedCost> advice(URI management, Target one) throws IOException, InterruptedException {
        try (var threads = Executors.newSingleThreadExecutor()) {
            // What a call costs is measured now, and kept.
            AdvisedCost.of(management, Topology.ONE);
            var load = threads.submit(() -> one.load().run(CLIENTS, LOADED));
            Thread.sleep(OBSERVED);
            var advice = new LinkedHashMap<Topology, AdvisedCost>();
            for (Topology split : List.of(Topology.ONE, Topology.PAYMENTS_APART, Topology.ORDERS_APART, Topology.SIX)) {
                advice.put(split, AdvisedCost.of(management, split));
                Console.say("advice on " + split.name() + ": " + advice.get(split));
            }
            load.get();
            return advice;
        } catch (ExecutionException failure) {
            throw new IOException(failure.getCause());
        }
    }

    private static AdvisedCost median(List<Measurement> rounds, int connections) {
        return new AdvisedCost(
                of(rounds, round -> round.load().p50()), of(rounds, round -> round.load().p99()),
                of(rounds, Measurement::programMillis), of(rounds, Measurement::mebibytes), connections);
    }

    private static double of(List<Measurement> rounds, ToDoubleFunction<Measurement> value) {
        return Statistics.median(rounds.stream().map(value::applyAsDouble).toList());
    }
}
