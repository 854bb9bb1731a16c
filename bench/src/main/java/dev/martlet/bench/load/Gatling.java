package dev.martlet.bench.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Load by Gatling: an open loop, and a closed one where {@code wrk} is not installed. Its own HTML report is in {@code directory}. */
public record Gatling(URI url, Path ids, Work work, Path directory) implements Load {
    private static final List<String> JVM = List.of("-Xmx512m", "-XX:+UseSerialGC", "--add-opens=java.base/java.lang=ALL-UNNAMED");

    /** Gatling compiles itself meanwhile and sends late; this time is not counted. */
    private static final Duration LEAD = Duration.ofSeconds(6);

    @Override
    public LoadResult run(int clients, Duration time) throws IOException, InterruptedException {
        return simulate(Map.of("clients", Integer.toString(clients)), time, false).result(work, time.toSeconds());
    }

    /**
     * Requests become due at a fixed rate, whether or not earlier ones have been answered; times count from when they were due.
     *
     * @param time after the first seconds, in which the generator itself is slow
     */
    public Samples open(double perSecond, Duration time) throws IOException, InterruptedException {
        return simulate(Map.of("rate", Double.toString(perSecond)), LEAD.plus(time), true).from((int) LEAD.toSeconds());
    }

    private Samples simulate(Map<String, String> loop, Duration time, boolean report) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path samples = directory.resolve("samples");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        loop.forEach((key, value) -> command.add("-Dload." + key + "=" + value));
        command.addAll(List.of("-Dload.url=" + url, "-Dload.ids=" + ids, "-Dload.work=" + work,
                "-Dload.seconds=" + time.toSeconds(), "-Dload.samples=" + samples,
                "-cp", System.getProperty("java.class.path"), "io.gatling.app.Gatling",
                "-s", LoadSimulation.class.getName(), "-rf", directory.resolve("report").toString()));
        if (!report) {
            command.add("-nr");
        }
        Command.output(command, Map.of());
        return Samples.read(samples);
    }
}
