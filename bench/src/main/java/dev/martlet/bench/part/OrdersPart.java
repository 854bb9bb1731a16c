package dev.martlet.bench.part;

import dev.martlet.bench.TargetSpec;
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

/** Orders at 32 clients: the program as one process, the SQL that an order needs at least, and programs that run already. */
public final class OrdersPart implements Part {
    private static final int CLIENTS = 32;

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public Section run(Stage stage) throws IOException, InterruptedException, SQLException {
        var targets = new ArrayList<Target>();
        targets.add(stage.target(stage.start(Topology.ONE, Map.of()), Work.orders));
        for (TargetSpec given : stage.settings().targets()) {
            targets.add(stage.target(stage.attach(given), Work.orders));
        }
        targets.addAll(SqlFloor.targets(stage));
        Map<String, List<Measurement>> measured = stage.measure(targets, CLIENTS);
        String text = """
                `POST /orders` of two products by card, %d clients that wait for each response (closed loop), %d interleaved rounds of %d s, medians.
                `one` is the program as one process; the ratios compare each target with it.

                """.formatted(CLIENTS, stage.settings().rounds(), stage.settings().time().toSeconds());
        return new Section(name(), "Orders", text + MeasurementTables.medians(measured) + "\n" + MeasurementTables.ratios(measured)
                + "\n![CPU time per order](plots/orders-cpu.svg)\n", Map.of("orders-cpu.svg", MeasurementTables.cpu("CPU time per order", measured)));
    }
}
