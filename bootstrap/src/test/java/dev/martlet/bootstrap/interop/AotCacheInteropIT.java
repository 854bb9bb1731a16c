package dev.martlet.bootstrap.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.support.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The AOT cache that the profile {@code aot} makes for {@code java -jar}. */
class AotCacheInteropIT {
    private static final String JAVA = ProcessHandle.current().info().command().orElseThrow();
    private static final int CONFIGURATION_FAULT = 78;
    private static final long LONGEST_S = 60;
    private static final String COMPACT = "-XX:+UseCompactObjectHeaders";
    private static final Path CACHE = Path.of("martlet.aot");

    private static Path trained;
    private static Path built;

    private record End(int code, String out) {}

    @BeforeAll
    static void train(@TempDir Path directory) {
        trained = directory;
        built = Image.trainedBuild(directory);
    }

    @Test
    void theTrainingLeavesTheCacheAndNothingElse() throws IOException {
        assertThat(names(built)).containsExactlyInAnyOrder("lib", "martlet.jar", CACHE.toString());
        assertThat(names(trained)).doesNotContain("work");
    }

    /** Without a cache that fits, the JVM ends in this mode. */
    @Test
    void theCacheFitsTheProgram() throws Exception {
        End end = run("-XX:AOTMode=on", COMPACT, "-XX:AOTCache=" + built.resolve(CACHE), "-jar", built.resolve("martlet.jar").toString());
        assertThat(end.code).as(end.out).isEqualTo(CONFIGURATION_FAULT);
        assertThat(end.out).doesNotContain("[warning").doesNotContain("[error");
    }

    @Test
    void withTheCacheOfAnotherBuildOrWithoutOneTheProgramStarts() throws Exception {
        Path other = Files.copy(built.resolve("martlet.jar"), built.resolve("other.jar"));
        Files.setLastModifiedTime(other, FileTime.from(Instant.EPOCH));
        for (Path cache : List.of(built.resolve(CACHE), built.resolve("missing.aot"))) {
            End end = run(COMPACT, "-XX:AOTCache=" + cache, "-jar", other.toString());
            assertThat(end.code).as(end.out).isEqualTo(CONFIGURATION_FAULT);
            assertThat(end.out).contains("server.port: must be");
        }
        Files.delete(other);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** As far as the program's own check of the configuration. */
    private static End run(String... arguments) throws IOException, InterruptedException {
        Path out = trained.resolve("out");
        var builder = new ProcessBuilder(Stream.concat(Stream.of(JAVA), Stream.of(arguments)).toList())
                .directory(trained.toFile()).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("SERVER_PORT", "none"));
        Process process = builder.start();
        if (!process.waitFor(LONGEST_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the program did not end:\n" + Files.readString(out));
        }
        return new End(process.exitValue(), Files.readString(out));
    }
}
