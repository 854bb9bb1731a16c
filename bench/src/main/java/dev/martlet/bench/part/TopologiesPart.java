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

    @Override
    public String name() {
        return "topologies";
    }

    @Override
    public Section run(Stage stage) throws IOException, InterruptedException, SQLException {
        var targets = new ArrayList<Target>();
        targets.add(stage.target(stage.one(), Work.orders));
        for (Topology topology : List.of(Topology.TWO, Topology.PAYMENTS_APART, Topology.SIX)) {
            targets.add(stage.target(stage.start(topology, Map.of()), Work.orders));
        }
        Map<String, String> kafka = stage.kafka();
        for (Topology topology : List.of(Topology.ONE.named("one-kafka"), Topology.SIX.named("six-kafka"))) {
            targets.add(stage.target(stage.start(topology, kafka), Work.orders));
        }
        Map<String, List<Measurement>> measured = stage.measure(targets, CLIENTS);
        return new Section(name(), "Topologies", """
                `POST /orders` at %d clients (closed loop), %s. All run on one machine, so more processes can only cost: the figure is how much.
                `two`: orders with notifications and loyalty, and the rest. `payments-apart`: payments, and the rest. `six`: a process for each module.
                `-kafka`: events by way of one broker, whose CPU time is not in the columns.

                %s
                %s
                ![CPU time](plots/topologies-cpu.svg)
                """.formatted(CLIENTS, stage.rounds(), MeasurementTables.medians(measured), MeasurementTables.ratios(measured)),
                Map.of("topologies-cpu.svg", MeasurementTables.cpu("CPU time per order", measured)));
    }
}
