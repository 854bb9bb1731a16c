package dev.martlet.bootstrap.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.support.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The container image's entrypoint, really run: which JVM options hold, and that the AOT cache of the image is used with them. */
class JvmOptionsInteropIT {
    /** A program that came as far as its own check of the configuration: it has no database. */
    private static final int CONFIGURATION_FAULT = 78;
    private static final long LONGEST_S = 60;
    /** Without a cache that fits, the JVM ends instead of starting more slowly. */
    private static final String NEEDS_CACHE = "-XX:AOTMode=on ";
    private static final String SHOWS_FLAGS = "-XX:+PrintFlagsFinal ";

    private static Path image;

    @TempDir
    private Path directory;

    private record End(int code, String out) {
        String flag(String name) {
            var found = Pattern.compile("(?m)^ *\\S+ " + name + " += (\\S+) ").matcher(out);
            assertThat(found.find()).as(name + " in " + out).isTrue();
            return found.group(1);
        }
    }

    @BeforeAll
    static void train(@TempDir Path trained) {
        image = Image.trained(trained);
    }

    @Test
    void theImageHasItsOwnFlagsAndItsCacheFits() throws Exception {
        End end = run("JDK_JAVA_OPTIONS", NEEDS_CACHE + SHOWS_FLAGS);
        assertThat(end.code).as(end.out).isEqualTo(CONFIGURATION_FAULT);
        assertThat(end.flag("MaxRAMPercentage")).isEqualTo("60.000000");
        assertThat(end.flag("ExitOnOutOfMemoryError")).isEqualTo("true");
        assertThat(end.flag("UsePerfData")).isEqualTo("false");
        assertThat(end.flag("UseCompactObjectHeaders")).isEqualTo("true");
        assertThat(end.flag("AOTCache")).isEqualTo("martlet.aot");
    }

    @Test
    void withoutOptionsOfAnOperatorTheJvmPrintsNothing() throws Exception {
        End end = run("IRRELEVANT", "");
        assertThat(end.out).isEqualTo("db.url: must be set, because this build comes without embedded PostgreSQL\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"})
    void anOperatorsOptionsWinAndTheOthersStay(String variable) throws Exception {
        End end = run(variable, SHOWS_FLAGS + "-XX:MaxRAMPercentage=75 -XX:+UseG1GC -XX:-ExitOnOutOfMemoryError -Xss512k");
        assertThat(end.code).as(end.out).isEqualTo(CONFIGURATION_FAULT);
        assertThat(end.flag("MaxRAMPercentage")).isEqualTo("75.000000");
        assertThat(end.flag("UseG1GC")).isEqualTo("true");
        assertThat(end.flag("ExitOnOutOfMemoryError")).isEqualTo("false");
        assertThat(end.flag("ThreadStackSize")).isEqualTo("512");
        assertThat(end.flag("UsePerfData")).isEqualTo("false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseG1GC", "-XX:+UseParallelGC", "-Xmx200m", "-XX:MaxRAMPercentage=40 -XX:ActiveProcessorCount=1"})
    void theCacheFitsWhatOperatorsChange(String options) throws Exception {
        End end = run("JDK_JAVA_OPTIONS", NEEDS_CACHE + options);
        assertThat(end.code).as(end.out).isEqualTo(CONFIGURATION_FAULT);
    }

    @Test
    void withACollectorThatTheCacheDoesNotFitTheProgramStartsWithoutIt() throws Exception {
        End end = run("JDK_JAVA_OPTIONS", SHOWS_FLAGS + "-XX:+UseZGC -XX:AOTMode=off");
        assertThat(end.code).as(end.out).isEqualTo(CONFIGURATION_FAULT);
        assertThat(end.flag("UseZGC")).isEqualTo("true");
        assertThat(end.out).doesNotContain("[error");
    }

    private End run(String variable, String value) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        var builder = new ProcessBuilder(Image.entrypoint()).directory(image.toFile()).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", System.getenv("PATH"), variable, value));
        Process process = builder.start();
        if (!process.waitFor(LONGEST_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the program did not end:\n" + Files.readString(out));
        }
        return new End(process.exitValue(), Files.readString(out));
    }
}
