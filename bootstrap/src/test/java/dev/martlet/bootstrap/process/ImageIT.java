package dev.martlet.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.support.BaseImages;
import dev.martlet.bootstrap.support.Image;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
        List<String> last = lastStage();
        assertThat(dockerfile).contains("FROM ${JRE} AS java").anyMatch(line -> line.matches("ARG JRE=eclipse-temurin:25-jre-\\w+(@sha256:\\w{64})?"));
        assertThat(last).contains("USER 10001:10001").noneMatch(line -> line.startsWith("RUN"));
        assertThat(last.getLast()).isEqualTo("ENTRYPOINT [\"java\", \"-XX:Flags=java.flags\", \"-jar\", \"martlet.jar\"]");
    }

    /** WORKDIR makes the directory as root, and COPY --chown leaves it so. */
    @Test
    void whoTrainsItMayWriteIntoIt() {
        List<String> dockerfile = Image.dockerfile();
        assertThat(dockerfile.indexOf("RUN chown martlet:martlet /app"))
                .isBetween(dockerfile.indexOf("FROM java AS train"), dockerfile.indexOf("USER martlet"));
    }

    @Test
    void everyImageThatItIsMadeFromHasAVersionAndCanBePinned() {
        assertThat(Image.dockerfile().stream().filter(line -> line.startsWith("FROM ") && !line.startsWith("FROM java")))
                .containsExactlyInAnyOrder("FROM ${JDK} AS build", "FROM ${JRE} AS java");
        for (String kind : List.of("jdk", "jre")) {
            assertThat(Image.dockerfile())
                    .anyMatch(line -> line.matches("ARG " + kind.toUpperCase(Locale.ROOT) + "=eclipse-temurin:25-" + kind + "-\\w+(@sha256:\\w{64})?"));
        }
    }

    @Test
    void itsBuildCallsOnlyProgramsThatTheBaseImagesHave() {
        assertThat(BaseImages.commands(Image.dockerfile())).contains("./mvnw", "java", "useradd").isSubsetOf(BaseImages.PROGRAMS);
    }

    @Test
    void itsLabelsSayWhatItIs() throws IOException {
        assertThat(String.join("\n", lastStage())).contains("ARG VERSION=" + version() + "\n");
        for (String label : List.of("title", "description", "licenses", "vendor", "version", "revision", "base.name")) {
            assertThat(lastStage()).anyMatch(line -> line.matches("(LABEL| ) +org\\.opencontainers\\.image\\." + label + "=\"[^\"]+\"( \\\\)?"));
        }
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

    private static List<String> lastStage() {
        List<String> dockerfile = Image.dockerfile();
        return dockerfile.subList(dockerfile.lastIndexOf("FROM java"), dockerfile.size());
    }

    /** Of the project. */
    private static String version() throws IOException {
        var version = Pattern.compile("<artifactId>martlet</artifactId>\\s*<version>([^<]+)</version>").matcher(Files.readString(Path.of("..", "pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    private Program.Preparation program() {
        return Program.in(directory).jar(Image.jar(directory.resolve("image")));
    }
}
