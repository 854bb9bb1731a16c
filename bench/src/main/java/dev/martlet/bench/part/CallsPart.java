package dev.martlet.bench.part;

import dev.martlet.bench.calls.CallsBenchmark;
import dev.martlet.bench.report.Figures;
import dev.martlet.bench.report.Section;
import dev.martlet.bench.report.Table;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** A call between modules by JMH: plain, guarded, rehearsed and remote. */
public final class CallsPart implements Part {
    private static final int ITERATIONS = 3;
    private static final TimeValue ITERATION = TimeValue.seconds(2);

    @Override
    public String name() {
        return "calls";
    }

    @Override
    public Section run(Stage stage) throws IOException {
        stage.close();
        var options = new OptionsBuilder()
                .include(CallsBenchmark.class.getSimpleName())
                .forks(1).warmupIterations(ITERATIONS).warmupTime(ITERATION).measurementIterations(ITERATIONS).measurementTime(ITERATION)
                .addProfiler("gc")
                .build();
        var table = new Table("call", "ns", "± (99.9 %)", "bytes allocated");
        try {
            new Runner(options).run().stream().sorted(Comparator.comparingDouble(result -> result.getPrimaryResult().getScore()))
                    .forEach(result -> table.row(way(result).toLowerCase(Locale.ROOT), List.of(
                            Figures.number(result.getPrimaryResult().getScore()),
                            Figures.number(result.getPrimaryResult().getScoreError()),
                            Figures.number(result.getSecondaryResults().get("gc.alloc.rate.norm").getScore()))));
        } catch (RunnerException failure) {
            throw new IOException(failure);
        }
        String text = """
                One call of an operation without any work, by JMH, one thread, the implementation itself (plain), behind the guard
                (local), through the JSON of a remote call (rehearsed), over HTTP on loopback (remote; caller and callee share a JVM, so the
                bytes are those of both).

                """;
        return new Section(name(), "Calls between modules", text + table, Map.of());
    }

    private static String way(RunResult result) {
        return result.getParams().getParam("way");
    }
}
