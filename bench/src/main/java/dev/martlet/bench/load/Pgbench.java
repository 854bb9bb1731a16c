package dev.martlet.bench.load;

import dev.martlet.bench.BenchSettings.Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A closed loop of SQL by PostgreSQL's {@code pgbench}: what PostgreSQL does without any program before it. */
public record Pgbench(Path program, Path script, Login database, Path directory) implements Load {
    @Override
    public LoadResult run(int clients, Duration time) throws IOException, InterruptedException {
        URI url = URI.create(database.url().substring("jdbc:".length()));
        deleteLogs();
        Command.output(List.of(program.toString(), "-n", "-M", "prepared", "-c" + clients, "-j1", "-T" + time.toSeconds(),
                "-l", "--log-prefix=" + directory.resolve("pgbench"), "-f", script.toString()),
                Map.of("PGHOST", url.getHost(), "PGPORT", Integer.toString(url.getPort() < 0 ? 5432 : url.getPort()),
                        "PGUSER", database.username(), "PGPASSWORD", database.password(), "PGDATABASE", url.getPath().substring(1)));
        double[] millis = millis();
        return new LoadResult(millis.length, Map.of(), time.toSeconds(), at(millis, 0.5), at(millis, 0.99));
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * share))];
    }

    /** The third field of each line is the time of a transaction in microseconds. */
    private double[] millis() throws IOException {
        double[] all = logs().stream().flatMap(Pgbench::lines).mapToDouble(line -> Long.parseLong(line.split(" ")[2]) / 1000.0).toArray();
        Arrays.sort(all);
        return all;
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void deleteLogs() throws IOException {
        Files.createDirectories(directory);
        for (Path file : logs()) {
            Files.delete(file);
        }
    }

    private List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("pgbench")).toList();
        }
    }
}
