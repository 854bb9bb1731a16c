package dev.martlet.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The system properties {@code bench.*}; README.md explains each.
 *
 * @param parts the names of the parts to run; empty for all
 * @param warmup how long each target is under load before the first round
 * @param targets programs that run already
 * @param database PostgreSQL to use in place of the embedded one
 * @param report the directory of REPORT.md and of the plots
 */
public record BenchSettings(
        List<String> parts, int rounds, Duration time, Duration warmup, List<TargetSpec> targets, Optional<Login> database,
        List<String> javaOptions, Path jar, Path report, Path work) {

    /** A PostgreSQL server whose login may create databases and roles. */
    public record Login(String url, String username, String password) {}

    static BenchSettings read() {
        return new BenchSettings(
                words("bench.parts", ",").filter(part -> !part.equals("all")).toList(),
                Integer.parseInt(text("bench.rounds").orElse("3")),
                seconds("bench.seconds", "8"),
                seconds("bench.warmup", "30"),
                words("bench.targets", ";").map(TargetSpec::parse).toList(),
                text("bench.db.url").map(url -> new Login(url, text("bench.db.username").orElse(""), text("bench.db.password").orElse(""))),
                words("bench.java.options", " ").toList(),
                Path.of(text("bench.jar").orElse("../bootstrap/target/martlet.jar")).toAbsolutePath().normalize(),
                Path.of(text("bench.report").orElse(".")).toAbsolutePath().normalize(),
                Path.of("target", "bench").toAbsolutePath());
    }

    private static Duration seconds(String key, String other) {
        return Duration.ofSeconds(Long.parseLong(text(key).orElse(other)));
    }

    private static Stream<String> words(String key, String separator) {
        return text(key).stream().flatMap(text -> Stream.of(text.split(separator))).map(String::strip).filter(word -> !word.isEmpty());
    }

    private static Optional<String> text(String key) {
        return Optional.ofNullable(System.getProperty(key)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
