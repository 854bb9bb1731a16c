package dev.martlet.bench.part;

import dev.martlet.bench.load.Gatling;
import dev.martlet.bench.load.Samples;
import dev.martlet.bench.load.Work;
import dev.martlet.bench.report.Figures;
import dev.martlet.bench.report.Plot;
import dev.martlet.bench.report.Section;
import dev.martlet.bench.report.Table;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Twice as many orders as the program can take, for a minute, and what comes after. */
public final class OverloadPart implements Part {
    private static final Duration OVERLOAD = Duration.ofSeconds(60);
    private static final Duration BEFORE = Duration.ofSeconds(15);
    private static final Duration RECOVERY = Duration.ofSeconds(20);
    private static final double FACTOR = 2;
    private static final double MODERATE = 0.4;
    private static final String REFUSED = "503";

    @Override
    public String name() {
        return "overload";
    }

    @Override
    public Section run(Stage stage) throws IOException, InterruptedException, SQLException {
        Subject shop = stage.one();
        double capacity = stage.capacity(shop);
        Gatling gatling = stage.gatling(shop, Work.orders);
        // With the same generator, whose own CPU time lowers what the program can take on this machine.
        double reachable = gatling.run(32, BEFORE).rate();
        Samples overload = gatling.open(capacity * FACTOR, OVERLOAD);
        Samples recovery = gatling.open(capacity * MODERATE, RECOVERY);
        Samples good = overload.where(sample -> Work.orders.statuses().contains(sample.status()));
        Samples refused = overload.where(sample -> sample.status().equals(REFUSED));
        double goodput = good.count() / (double) OVERLOAD.toSeconds();
        var table = new Table("orders", "value")
                .row("closed loop of 32 clients by wrk, per second", List.of(Figures.number(capacity)))
                .row("closed loop of 32 clients by Gatling, per second", List.of(Figures.number(reachable)))
                .row("due per second", List.of(Figures.number(capacity * FACTOR)))
                .row("good per second (goodput)", List.of(Figures.number(goodput)))
                .row("goodput ÷ closed loop by Gatling", List.of(Figures.ratio(goodput / reachable)))
                .row("good: p50, p99 ms", List.of(percentiles(good)))
                .row("503 per second", List.of(Figures.number(refused.count() / (double) OVERLOAD.toSeconds())))
                .row("503: p50, p99 ms", List.of(percentiles(refused)))
                .row("other statuses and failures", List.of(Long.toString(overload.count() - good.count() - refused.count())))
                .row("seconds after the overload until every order is good", List.of(Integer.toString(recovered(recovery))));
        return new Section(name(), "Overload", """
                %d s of orders at %s × the capacity by Gatling (open loop), then %d s at %s ×. Times count from when an order was due.

                %s
                ![Good responses of each second](plots/overload.svg)
                """.formatted(OVERLOAD.toSeconds(), Figures.number(FACTOR), RECOVERY.toSeconds(), Figures.number(MODERATE), table),
                Map.of("overload.svg", Plot.lines("Good responses under overload", "second", "per second", false, Map.of("good", points(overload)))));
    }

    /** The first second from which on no response is bad. */
    private static int recovered(Samples recovery) {
        return recovery.where(sample -> !Work.orders.statuses().contains(sample.status())).all().stream()
                .mapToInt(sample -> sample.second() + 1).max().orElse(0);
    }

    private static String percentiles(Samples samples) {
        return Figures.number(samples.percentile(0.5)) + ", " + Figures.number(samples.percentile(0.99));
    }

    private static List<Plot.Point> points(Samples samples) {
        return samples.goodPerSecond(Work.orders).entrySet().stream().map(second -> new Plot.Point(second.getKey(), second.getValue())).toList();
    }
}
