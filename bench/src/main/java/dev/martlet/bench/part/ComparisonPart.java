package dev.martlet.bench.part;

import dev.martlet.bench.TargetSpec;
import dev.martlet.bench.load.Work;
import dev.martlet.bench.measure.Measurement;
import dev.martlet.bench.measure.Target;
import dev.martlet.bench.report.MeasurementTables;
import dev.martlet.bench.report.Section;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One kind of work at 32 clients: the program as one process beside programs that run already and the SQL floor.
 *
 * @param shared whether the work needs nothing but what every target speaks
 */
public record ComparisonPart(String name, String title, Work work, boolean shared, String description) implements Part {
    private static final int CLIENTS = 32;

    @Override
    public Section run(Stage stage) throws IOException, InterruptedException, SQLException {
        var targets = new ArrayList<Target>();
        targets.add(stage.target(stage.one(), work));
        for (TargetSpec given : shared ? stage.settings().targets() : List.<TargetSpec>of()) {
            targets.add(stage.target(stage.attach(given), work));
        }
        if (work == Work.orders) {
            targets.addAll(SqlFloor.targets(stage));
        }
        Map<String, List<Measurement>> measured = stage.measure(targets, CLIENTS);
        String plot = name + "-cpu.svg";
        return new Section(name, title, """
                %s, %d clients that wait for each response (closed loop), %s. `one` is the program as one process.

                %s
                %s
                ![CPU time](plots/%s)
                """.formatted(description, CLIENTS, stage.rounds(), MeasurementTables.medians(measured),
                measured.size() == 1 ? "" : MeasurementTables.ratios(measured), plot),
                Map.of(plot, MeasurementTables.cpu(title + ": CPU time for one", measured)));
    }
}
