package dev.martlet.bootstrap.advice;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What one process, or several together, have done: sums that can be added up over processes, and subtracted from later ones. */
public final class Counts {
    public static final Counts NONE = new Counts(Map.of());
    /** Names: method, path, status. Values: a {@code LatencyHistogram}. */
    public static final String SERVED = "served";
    /** Names: caller, callee, operation, origin. Values: calls, nanoseconds, bytes. */
    public static final String CALLS = "calls";
    /** Names: module. Values: statements, nanoseconds. */
    public static final String STATEMENTS = "statements";
    /** Names: module. Values: batched statements, their inputs. */
    public static final String BATCHES = "batches";
    /** Names: none. Values: nanoseconds of CPU time. */
    public static final String CPU = "cpu";
    /** Names: module, or empty for none; {@code sql} or {@code code}. Values: samples of CPU time. */
    public static final String SAMPLES = "samples";

    private final Map<Key, long[]> values;

    private record Key(String kind, List<String> names) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return toString().compareTo(other.toString());
        }
    }

    private Counts(Map<Key, long[]> values) {
        this.values = values;
    }

    /** Those with the same names are added up. */
    public static Counts of(Collection<Count> counts) {
        return new Counts(counts.stream().collect(Collectors.toMap(
                count -> new Key(count.kind(), count.names()),
                count -> count.values().stream().mapToLong(Long::longValue).toArray(),
                (a, b) -> each(a, b, Long::sum),
                TreeMap::new)));
    }

    public List<Count> list() {
        return values.entrySet().stream()
                .map(entry -> new Count(entry.getKey().kind, entry.getKey().names, LongStream.of(entry.getValue()).boxed().toList()))
                .toList();
    }

    /** Of one kind. */
    public Stream<Count> of(String kind) {
        return list().stream().filter(count -> count.kind().equals(kind));
    }

    public Counts plus(Counts other) {
        return of(Stream.concat(list().stream(), other.list().stream()).toList());
    }

    /** What has come since then. */
    public Counts minus(Counts before) {
        var rest = new TreeMap<Key, long[]>();
        values.forEach((key, now) -> rest.put(key, each(now, before.values.getOrDefault(key, new long[0]), (a, b) -> Math.max(0, a - b))));
        return new Counts(rest);
    }

    private static long[] each(long[] a, long[] b, LongBinaryOperator sum) {
        return IntStream.range(0, Math.max(a.length, b.length))
                .mapToLong(i -> sum.applyAsLong(i < a.length ? a[i] : 0, i < b.length ? b[i] : 0))
                .toArray();
    }
}
