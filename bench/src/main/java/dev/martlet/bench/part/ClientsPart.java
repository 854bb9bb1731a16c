package dev.martlet.bench.part;

import dev.martlet.bench.TargetSpec;
import dev.martlet.bench.load.Work;
import dev.martlet.bench.measure.Measurement;
import dev.martlet.bench.measure.Target;
import dev.martlet.bench.report.MeasurementTables;
import dev.martlet.bench.report.Plot;
import dev.martlet.bench.report.Section;
import dev.martlet.bench.report.Statistics;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Orders with 1 to 256 clients in a closed loop. */
public final class ClientsPart implements Part {
    private static final List<Integer> CLIENTS = List.of(1, 8, 32, 256);

    @Override
    public String name() {
        return "clients";
    }

    @Override
    public Section run(Stage stage) throws IOException, InterruptedException, SQLException {
        var targets = new ArrayList<Target>();
        targets.add(stage.target(stage.one(), Work.orders));
        for (TargetSpec given : stage.settings().targets()) {
            targets.add(stage.target(stage.attach(given), Work.orders));
        }
        stage.warmUp(targets);
        var text = new StringBuilder("`POST /orders` by a growing number of clients that wait for each response, " + stage.rounds() + ".\n");
        var lines = new LinkedHashMap<String, List<Plot.Point>>();
        for (int clients : CLIENTS) {
            Map<String, List<Measurement>> measured = stage.measureWarm(targets, clients);
            text.append("\n### ").append(clients).append(clients == 1 ? " client\n\n" : " clients\n\n").append(MeasurementTables.medians(measured));
            measured.forEach((name, rounds) -> lines.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Plot.Point(
                    clients, Statistics.median(rounds.stream().map(round -> round.load().rate()).toList()))));
        }
        text.append("\n![Orders a second by clients](plots/clients.svg)\n");
        return new Section(name(), "Number of clients", text.toString(),
                Map.of("clients.svg", Plot.lines("Orders by number of clients", "clients", "orders per second", true, lines)));
    }
}
