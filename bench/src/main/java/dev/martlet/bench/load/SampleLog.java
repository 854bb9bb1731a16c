package dev.martlet.bench.load;

import dev.martlet.bench.load.Samples.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the responses of a load while it runs. */
final class SampleLog {
    private static final long SECOND_MS = 1000;

    private final Map<Sample, LongAdder> counts = new ConcurrentHashMap<>();

    /** @param dueMillis when the request was due, since the beginning of the load */
    void add(long dueMillis, String status, long millis) {
        counts.computeIfAbsent(new Sample((int) (dueMillis / SECOND_MS), status, millis, 0), _ -> new LongAdder()).increment();
    }

    void write(Path file) {
        try {
            Files.write(file, counts.entrySet().stream()
                    .map(entry -> new Sample(entry.getKey().second(), entry.getKey().status(), entry.getKey().millis(), entry.getValue().sum()).line())
                    .toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
