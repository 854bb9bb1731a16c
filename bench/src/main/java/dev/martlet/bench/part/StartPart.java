package dev.martlet.bench.part;

import dev.martlet.bench.Console;
import dev.martlet.bench.load.LoadResult;
import dev.martlet.bench.load.Work;
import dev.martlet.bench.measure.ProcessTimes;
import dev.martlet.bench.report.Figures;
import dev.martlet.bench.report.Section;
import dev.martlet.bench.report.Statistics;
import dev.martlet.bench.report.Table;
import dev.martlet.bench.shop.Shop;
import dev.martlet.bench.shop.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A start on a migrated database, and the load that comes at once. */
public final class StartPart implements Part {
    private static final int CLIENTS = 32;
    private static final Topology TOPOLOGY = Topology.ONE.named("start");
    private static final Duration FIRST = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "start";
    }

    @Override
    public Section run(Stage stage) throws IOException, InterruptedException, SQLException {
        stage.close();
        Subject seeded = stage.start(TOPOLOGY, Map.of());
        stage.close();
        var table = new Table("start", "ms to ready", "RSS MiB at ready", "orders per second in the first 5 s", "steady", "first 5 s ÷ steady",
                "not good in the first 5 s");
        for (var variant : variants(stage).entrySet()) {
            var starts = new ArrayList<Double>();
            var shares = new ArrayList<Double>();
            for (int round = 1; round <= stage.settings().rounds(); round++) {
                try (Shop shop = stage.restart(TOPOLOGY, variant.getValue())) {
                    double millis = shop.startTime().toNanos() / 1e6;
                    double mebibytes = ProcessTimes.mebibytes(shop.pids());
                    var load = stage.load(new Subject(seeded.name(), shop.url(), shop.pids(), seeded.ids()), Work.orders);
                    LoadResult first = load.run(CLIENTS, FIRST);
                    load.run(CLIENTS, stage.settings().warmup());
                    double steady = load.run(CLIENTS, stage.settings().time()).rate();
                    Console.say("%s %d: %.0f ms, first 5 s %.0f/s, steady %.0f/s".formatted(variant.getKey(), round, millis, first.rate(), steady));
                    starts.add(millis);
                    shares.add(first.rate() / steady);
                    table.row(variant.getKey() + ", " + round, List.of(Figures.number(millis), Figures.number(mebibytes), Figures.number(first.rate()),
                            Figures.number(steady), Figures.ratio(first.rate() / steady), first.bad().isEmpty() ? "–" : first.bad().toString()));
                }
            }
            table.row(variant.getKey() + ", median",
                    List.of(Figures.number(Statistics.median(starts)), "", "", "", Figures.ratio(Statistics.median(shares)), ""));
        }
        return new Section(name(), "Start and warm-up", """
                `java -jar` on a migrated database with a thousand customers and products: time from the start of the process to the first 200
                of `/health/ready`, then %d clients in a closed loop at once. Steady is the rate after %d s more.
                The AOT cache is used if `./mvnw -Paot package` has made it.

                %s
                """.formatted(CLIENTS, stage.settings().warmup().toSeconds(), table), Map.of());
    }

    /** The environment of each. */
    private static Map<String, Map<String, String>> variants(Stage stage) {
        var variants = new LinkedHashMap<String, Map<String, String>>();
        variants.put("plain", Map.of());
        Path cache = stage.settings().jar().resolveSibling("martlet.aot");
        if (Files.exists(cache)) {
            variants.put("AOT cache", Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTCache=" + cache + " -XX:+UseCompactObjectHeaders -XX:+UseSerialGC"));
        }
        return variants;
    }
}
