package dev.martlet.bench;

import dev.martlet.bench.measure.Postgres;
import dev.martlet.bench.part.OrdersPart;
import dev.martlet.bench.part.Part;
import dev.martlet.bench.part.Stage;
import dev.martlet.bench.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs the parts that the settings name, and writes the report after each. */
public final class Bench {
    private static final List<Part> PARTS = List.of(new OrdersPart());

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
            String circumstances = Circumstances.describe(postgres);
            for (Part part : PARTS) {
                if (settings.parts().isEmpty() || settings.parts().contains(part.name())) {
                    Console.say("part " + part.name());
                    try (var stage = new Stage(settings, postgres)) {
                        report.add(part.run(stage), circumstances);
                    }
                }
            }
        }
        Console.say("written: " + settings.report().resolve("REPORT.md"));
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
