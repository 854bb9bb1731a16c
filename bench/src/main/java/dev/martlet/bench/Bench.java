package dev.martlet.bench;

import dev.martlet.bench.load.Work;
import dev.martlet.bench.measure.Postgres;
import dev.martlet.bench.part.AdvicePart;
import dev.martlet.bench.part.CallsPart;
import dev.martlet.bench.part.ClientsPart;
import dev.martlet.bench.part.ComparisonPart;
import dev.martlet.bench.part.GrowthPart;
import dev.martlet.bench.part.HotPart;
import dev.martlet.bench.part.OpenLoopPart;
import dev.martlet.bench.part.OverloadPart;
import dev.martlet.bench.part.Part;
import dev.martlet.bench.part.Stage;
import dev.martlet.bench.part.StartPart;
import dev.martlet.bench.part.TopologiesPart;
import dev.martlet.bench.report.Report;
import dev.martlet.platform.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Runs the parts that the settings name, and writes the report after each. */
public final class Bench {
    private static final List<Part> PARTS = List.of(
            new ComparisonPart("orders", "Orders", Work.orders, true, "`POST /orders` of two products by card"),
            new ClientsPart(),
            new OpenLoopPart(),
            new ComparisonPart("reads", "Reads", Work.reads, true, "`GET /products/{id}` of a thousand products"),
            new ComparisonPart("lists", "Lists", Work.lists, false, "`GET /orders?customerId=` and `GET /products?limit=50`, in turn"),
            new ComparisonPart("mix", "A mix", Work.mix, false, "Of ten requests seven reads, two lists and one order"),
            new HotPart(),
            new TopologiesPart(),
            new AdvicePart(),
            new GrowthPart("growth", "Growth", List.of(1_000, 100_000)),
            new GrowthPart("growth-million", "Growth to a million orders", List.of(1_000, 1_000_000)),
            new GrowthPart("growth-large", "Growth to ten million orders", List.of(1_000, 10_000_000)),
            new StartPart(),
            new OverloadPart(),
            new CallsPart());
    /** Run only if they are named. */
    private static final Set<String> LONG = Set.of("growth-million", "growth-large");

    private Bench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        BenchSettings settings = BenchSettings.read();
        List<String> names = PARTS.stream().map(Part::name).toList();
        if (!names.containsAll(settings.parts())) {
            throw new IllegalArgumentException("bench.parts: " + settings.parts() + " are not all among " + names);
        }
        var report = new Report(settings.report(), names);
        delete(settings.work());
        try (Postgres postgres = Postgres.start(settings.database(), settings.work().resolve("postgres"))) {
            measure(settings, postgres, report);
        }
        Console.say("written: " + settings.report().resolve("REPORT.md"));
    }

    /** A part that fails does not stop the others. */
    private static void measure(BenchSettings settings, Postgres postgres, Report report) throws IOException, InterruptedException, SQLException {
        String circumstances = Circumstances.describe(postgres);
        var failures = new IOException("some parts have failed");
        try (var stage = new Stage(settings, postgres)) {
            for (Part part : PARTS) {
                if (settings.parts().contains(part.name()) || settings.parts().isEmpty() && !LONG.contains(part.name())) {
                    Console.say("part " + part.name());
                    try {
                        report.add(part.run(stage), circumstances);
                    } catch (IOException | SQLException | RuntimeException failure) {
                        Console.say("part " + part.name() + " failed: " + failure);
                        failures.addSuppressed(failure);
                    }
                }
            }
        }
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory.resolve("postgres/data"))) {
            // A run that was killed leaves its server behind.
            EmbeddedPostgres.start(directory.resolve("postgres")).close();
        }
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
