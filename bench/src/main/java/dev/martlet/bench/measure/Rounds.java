package dev.martlet.bench.measure;

import dev.martlet.bench.Console;
import dev.martlet.bench.load.LoadResult;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures targets in interleaved rounds (A B C A B C …), so that a machine whose speed changes treats all alike. */
public final class Rounds {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(20);
    /** Less CPU time than this between two polls is that of idle processes. */
    private static final double IDLE_SECONDS = 0.04;
    private static final double MILLIS = 1000;

    private final Postgres postgres;

    public Rounds(Postgres postgres) {
        this.postgres = postgres;
    }

    /** @return the measurements of each target in the order of the rounds */
    public Map<String, List<Measurement>> run(List<Target> targets, int clients, int rounds, Duration time)
            throws IOException, InterruptedException, SQLException {
        var all = new LinkedHashMap<String, List<Measurement>>();
        for (int round = 1; round <= rounds; round++) {
            for (Target target : targets) {
                Measurement measured = measure(target, clients, time);
                Console.say(String.format(Locale.ROOT,
                        "round %d  %-14s %8.0f/s  p50 %6.1f ms  p99 %6.1f ms  CPU program %.3f, PostgreSQL %.3f, generator %.3f ms  %s",
                        round, target.name(), measured.load().rate(), measured.load().p50(), measured.load().p99(),
                        measured.programMillis(), measured.postgresMillis(), measured.generatorMillis(),
                        measured.load().bad().isEmpty() ? "" : measured.load().bad()));
                all.computeIfAbsent(target.name(), _ -> new ArrayList<>()).add(measured);
            }
        }
        return all;
    }

    public Measurement measure(Target target, int clients, Duration time) throws IOException, InterruptedException, SQLException {
        postgres.checkpoint();
        Usage before = usage(target);
        LoadResult load = target.load().run(clients, time);
        Usage loaded = usage(target);
        double mebibytes = ProcessTimes.mebibytes(target.pids());
        awaitIdle(target);
        Usage after = usage(target);
        double each = 1.0 / Math.max(load.good(), 1);
        Postgres.Counters counted = after.counters.minus(before.counters);
        double ours = loaded.program - before.program + loaded.postgres - before.postgres + loaded.generator - before.generator;
        double elapsed = (loaded.nanoTime - before.nanoTime) / 1e9 * Runtime.getRuntime().availableProcessors();
        return new Measurement(load,
                (after.program - before.program) * MILLIS * each,
                (after.postgres - before.postgres) * MILLIS * each,
                (loaded.generator - before.generator) * MILLIS * each,
                mebibytes,
                counted.walRecords() * each, counted.walPages() * each, counted.walBytes() * each, counted.commits() * each,
                Math.max(0, (loaded.machine - before.machine - ours) / elapsed * 100));
    }

    private void awaitIdle(Target target) throws InterruptedException, SQLException {
        long end = System.nanoTime() + LONGEST_SETTLING.toNanos();
        double last = usage(target).work();
        do {
            Thread.sleep(POLL_INTERVAL);
            double now = usage(target).work();
            if (now - last <= IDLE_SECONDS) {
                return;
            }
            last = now;
        } while (System.nanoTime() < end);
    }

    private Usage usage(Target target) throws SQLException {
        return new Usage(System.nanoTime(), ProcessTimes.ofTrees(target.pids()), ProcessTimes.ofTrees(postgres.pids()),
                ProcessTimes.ofEndedChildren(), ProcessTimes.ofMachine(), postgres.counters());
    }

    /** CPU seconds so far. */
    private record Usage(long nanoTime, double program, double postgres, double generator, double machine, Postgres.Counters counters) {
        double work() {
            return program + postgres;
        }
    }
}
