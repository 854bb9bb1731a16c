package dev.martlet.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** All responses of a load, counted by second, status and time. */
public record Samples(List<Sample> all) {
    /** The status of a request without a response. */
    public static final String NONE = "none";

    /**
     * Responses that are alike.
     *
     * @param second since the beginning of the load, in which the request was due
     * @param status or {@link #NONE}
     * @param millis from the moment at which the request was due
     */
    public record Sample(int second, String status, long millis, long count) {
        static Sample parse(String line) {
            String[] fields = line.split(" ");
            return new Sample(Integer.parseInt(fields[0]), fields[1], Long.parseLong(fields[2]), Long.parseLong(fields[3]));
        }

        String line() {
            return second + " " + status + " " + millis + " " + count;
        }
    }

    static Samples read(Path file) throws IOException {
        return new Samples(Files.readAllLines(file).stream().map(Sample::parse).toList());
    }

    public Samples where(Predicate<Sample> condition) {
        return new Samples(all.stream().filter(condition).toList());
    }

    /** Without what was due before this second, from which the others count. */
    Samples from(int second) {
        return new Samples(all.stream().filter(sample -> sample.second() >= second)
                .map(sample -> new Sample(sample.second() - second, sample.status(), sample.millis(), sample.count()))
                .toList());
    }

    public long count() {
        return all.stream().mapToLong(Sample::count).sum();
    }

    /** The response time in milliseconds that this share (0 to 1) of the responses does not exceed; NaN without any. */
    public double percentile(double share) {
        double rank = count() * share;
        long seen = 0;
        for (Sample sample : all.stream().sorted(Comparator.comparingLong(Sample::millis)).toList()) {
            seen += sample.count();
            if (seen >= rank) {
                return sample.millis();
            }
        }
        return Double.NaN;
    }

    /** @param seconds that the load lasted */
    public LoadResult result(Work work, double seconds) {
        Samples good = where(sample -> work.statuses().contains(sample.status()));
        var bad = new TreeMap<String, Long>();
        where(sample -> !work.statuses().contains(sample.status())).all().forEach(sample -> bad.merge(sample.status(), sample.count(), Long::sum));
        return new LoadResult(good.count(), bad, seconds, good.percentile(0.5), good.percentile(0.99));
    }

    /** Good responses of each second. */
    public Map<Integer, Long> goodPerSecond(Work work) {
        var seconds = new TreeMap<Integer, Long>();
        where(sample -> work.statuses().contains(sample.status())).all().forEach(sample -> seconds.merge(sample.second(), sample.count(), Long::sum));
        return seconds;
    }
}
