package dev.martlet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.kernel.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The container image as far as it can be checked without a container engine. */
class ImageIT {
    private static final int CONFIGURATION_FAULT = 78;
    private static final int TERMINATED = 143;

    @TempDir
    private Path directory;

    @Test
    void itsLastStageIsAJavaRuntimeThatRunsWithoutRights() {
        List<String> dockerfile = Image.dockerfile();
        List<String> last = dockerfile.subList(dockerfile.lastIndexOf("FROM java"), dockerfile.size());
        assertThat(dockerfile).anyMatch(line -> line.matches("FROM eclipse-temurin:25-jre-\\w+ AS java"));
        assertThat(last).contains("USER 10001:10001").noneMatch(line -> line.startsWith("RUN"));
        assertThat(last.getLast()).isEqualTo("ENTRYPOINT [\"java\", \"@java.options\", \"-XX:AOTCache=martlet.aot\", \"-jar\", \"martlet.jar\"]");
    }

    /** WORKDIR makes the directory as root, and COPY --chown leaves it so. */
    @Test
    void whoTrainsItMayWriteIntoIt() {
        List<String> dockerfile = Image.dockerfile();
        assertThat(dockerfile.indexOf("RUN chown martlet:martlet /app"))
                .isBetween(dockerfile.indexOf("FROM java AS train"), dockerfile.indexOf("USER martlet"));
    }

    @Test
    void everyImageThatItIsMadeFromHasAVersion() {
        assertThat(Image.dockerfile().stream().filter(line -> line.startsWith("FROM ") && !line.startsWith("FROM java")))
                .isNotEmpty()
                .allMatch(line -> line.matches("FROM \\S+:25-\\S+ AS \\w+"));
    }

    @Test
    void everyJarThatItLeavesOutIsThereToBeLeftOut() {
        assertThat(Image.leftOut()).allMatch(pattern -> Image.jars().stream().anyMatch(jar -> Image.matches(pattern, jar)));
    }

    /** A test's own library may put another version of one of them into the build. */
    @Test
    void librariesThatBelongTogetherAreOfOneVersion() {
        for (String family : List.of("jackson-(core|databind)", "helidon-.+", "resilience4j-.+", "micrometer-.+", "flyway-.+", "httpcore5.*")) {
            var jar = Pattern.compile(family + "-(?<version>[0-9.]+)\\.jar");
            assertThat(Image.jars().stream().map(file -> jar.matcher(file.getFileName().toString())).filter(Matcher::matches)
                            .map(found -> found.group("version")).distinct())
                    .as(family).hasSize(1);
        }
    }

    @Test
    void itRunsOnADatabaseAndEndsCleanly() {
        try (var program = program().on(TestDatabase.settings()).start().awaitReady()) {
            program.rest().get("/products").expect(200);
            assertThat(program.terminate().awaitEnd().code()).isIn(0, TERMINATED);
            assertThat(program.errors()).doesNotContain("NoClassDefFoundError");
        }
    }

    @Test
    void withoutADatabaseItSaysInOneLineWhatIsMissing() {
        var end = program().run();
        assertThat(end.code()).isEqualTo(CONFIGURATION_FAULT);
        assertThat(end.errors()).containsExactly("db.url: must be set, because this build comes without embedded PostgreSQL");
    }

    private Program.Preparation program() {
        return Program.in(directory).jar(Image.jar(directory.resolve("image")));
    }
}
