package dev.martlet.bench.part;

import dev.martlet.bench.Console;
import dev.martlet.bench.load.Gatling;
import dev.martlet.bench.load.Samples;
import dev.martlet.bench.load.Work;
import dev.martlet.bench.measure.ProcessTimes;
import dev.martlet.bench.report.Figures;
import dev.martlet.bench.report.Plot;
import dev.martlet.bench.report.Section;
import dev.martlet.bench.report.Table;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Orders that arrive at a fixed rate, whether or not earlier ones are answered: response times without coordinated omission. */
public final class OpenLoopPart implements Part {
    private static final List<Double> SHARES = List.of(0.2, 0.4, 0.6, 0.8);

    @Override
    public String name() {
        return "open";
    }

    @Override
    public Section run(Stage stage) throws IOException, InterruptedException, SQLException {
        Subject shop = stage.one();
        double capacity = stage.capacity(shop);
        Gatling gatling = stage.gatling(shop, Work.orders);
        Duration time = stage.settings().time().multipliedBy(2);
        var table = new Table("orders due per second", "of the capacity", "good per second",
                "p50 ms", "p90 ms", "p99 ms", "p99.9 ms", "not good", "generator CPU ms");
        var lines = new LinkedHashMap<String, List<Plot.Point>>();
        for (double share : SHARES) {
            double rate = Math.max(1, Math.rint(capacity * share));
            double before = ProcessTimes.ofEndedChildren();
            Samples all = gatling.open(rate, time);
            double generator = (ProcessTimes.ofEndedChildren() - before) * 1000 / all.count();
            Samples good = all.where(sample -> Work.orders.statuses().contains(sample.status()));
            Console.say("open loop at " + rate + " per second: p99 " + good.percentile(0.99) + " ms");
            table.row(Figures.number(rate), List.of(Figures.ratio(share), Figures.number(good.count() / (double) time.toSeconds()),
                    Figures.number(good.percentile(0.5)), Figures.number(good.percentile(0.9)), Figures.number(good.percentile(0.99)),
                    Figures.number(good.percentile(0.999)), Long.toString(all.count() - good.count()), Figures.number(generator)));
            for (double percentile : List.of(0.5, 0.99)) {
                lines.computeIfAbsent("p" + Math.round(percentile * 100), _ -> new ArrayList<>()).add(new Plot.Point(rate, good.percentile(percentile)));
            }
        }
        return new Section(name(), "Orders at a fixed rate", """
                `POST /orders` by Gatling, %d s for each rate. An order is due at a fixed moment and its time counts from then, also if the
                generator sends it late.
                The capacity is what 32 clients reach in a closed loop with `wrk`: %s orders per second; Gatling's own CPU time lowers it.

                %s
                ![Response times](plots/open.svg)
                """.formatted(time.toSeconds(), Figures.number(capacity), table),
                Map.of("open.svg", Plot.lines("Response time at a fixed rate", "orders due per second", "ms", false, lines)));
    }
}
