package dev.martlet.bench.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A closed loop by {@code wrk}, which uses little CPU time itself. */
public record Wrk(Path program, Path script, URI url, Path ids, Work work) implements Load {
    private static final String RESULT = "RESULT ";
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public LoadResult run(int clients, Duration time) throws IOException, InterruptedException {
        String output = Command.output(List.of(program.toString(), "-t1", "-c" + clients, "-d" + time.toSeconds() + "s", "--timeout", "30s",
                "-s", script.toString(), url.toString(), "--", ids.toString(), work.name()), Map.of());
        return output.lines().filter(line -> line.startsWith(RESULT)).findFirst()
                .map(line -> parse(line.substring(RESULT.length()), work))
                .orElseThrow(() -> new IOException("wrk failed:\n" + output));
    }

    static LoadResult parse(String line, Work work) {
        JsonNode result = JSON.readTree(line);
        var bad = new TreeMap<String, Long>();
        result.get("errors").properties().forEach(error -> add(bad, error.getKey(), error.getValue().asLong()));
        result.get("statuses").properties().forEach(status -> add(bad, status.getKey(), status.getValue().asLong()));
        long good = work.statuses().stream().mapToLong(status -> bad.containsKey(status) ? bad.remove(status) : 0).sum();
        return new LoadResult(good, bad, result.get("seconds").asDouble(), result.get("p50_ms").asDouble(), result.get("p99_ms").asDouble());
    }

    private static void add(Map<String, Long> counts, String name, long count) {
        if (count > 0) {
            counts.merge(name, count, Long::sum);
        }
    }
}
