package dev.martlet.bench.part;

import dev.martlet.bench.load.Work;
import dev.martlet.bench.measure.Measurement;
import dev.martlet.bench.measure.Target;
import dev.martlet.bench.report.MeasurementTables;
import dev.martlet.bench.report.Section;
import dev.martlet.bench.shop.Topology;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Orders with the same modules in one process and in several, with events carried by calls and by Kafka. */
public final class TopologiesPart implements Part {
    private static final int CLIENTS = 32;
    private static final long WARMUP_ORDERS = 15_000;

    @Override
    public String name() {
        return "topologies";
    }

    @Override
    public Section run(Stage stage) throws IOException, InterruptedException, SQLException {
        Map<String, List<Measurement>> calls = measure(stage, List.of(Topology.TWO, Topology.PAYMENTS_APART, Topology.SIX), Map.of());
        stage.close();
        Map<String, List<Measurement>> kafka =
                measure(stage, List.of(Topology.ONE.named("one-kafka"), Topology.SIX.named("six-kafka")), stage.kafka());
        stage.close();
        return new Section(name(), "Topologies", """
                `POST /orders` at %d clients (closed loop), %s. All run on one machine, so more processes can only cost: the figure is how much.
                `two`: orders with notifications and loyalty, and the rest. `payments-apart`: payments, and the rest. `six`: a process for each module.
                Each was under load before until it had answered %,d orders.

                %s
                %s
                ![CPU time](plots/topologies-cpu.svg)

                Events by way of one Kafka broker, whose CPU time is not in the columns:

                %s
                %s
                """.formatted(CLIENTS, stage.rounds(), WARMUP_ORDERS, MeasurementTables.medians(calls), MeasurementTables.ratios(calls),
                        MeasurementTables.medians(kafka), MeasurementTables.ratios(kafka)),
                Map.of("topologies-cpu.svg", MeasurementTables.cpu("CPU time per order", calls)));
    }

    /** Compares the topologies with one process. Only what is compared runs: idle processes cost CPU, too. */
    private static Map<String, List<Measurement>> measure(Stage stage, List<Topology> topologies, Map<String, String> environment)
            throws IOException, InterruptedException, SQLException {
        var targets = new ArrayList<Target>();
        targets.add(stage.target(stage.one(), Work.orders));
        for (Topology topology : topologies) {
            targets.add(stage.target(stage.start(topology, environment), Work.orders));
        }
        stage.warmUp(targets, WARMUP_ORDERS);
        return stage.measureWarm(targets, CLIENTS);
    }
}
