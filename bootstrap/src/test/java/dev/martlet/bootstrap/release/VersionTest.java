package dev.martlet.bootstrap.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code release/version} sets the version everywhere: no file has another than the root POM's. */
final class VersionTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern OWN = Pattern.compile("<artifactId>martlet</artifactId>\\s+<version>([^<]+)</version>");
    private static final Pattern DEPLOYED = Pattern.compile("(?:image: martlet:|/version: |(?m)^ARG VERSION=)(\\S+)");

    @Test
    void everyPomHasTheVersionOfTheRoot() throws IOException {
        List<Path> poms = files("pom.xml");
        assertThat(poms).hasSizeGreaterThan(15);
        for (Path pom : poms) {
            assertThat(versions(OWN, pom)).as(pom.toString()).containsExactly(version());
        }
    }

    @Test
    void imageAndLabelsHaveIt() throws IOException {
        var found = new ArrayList<>(versions(DEPLOYED, ROOT.resolve("Dockerfile")));
        for (Path manifest : files("kustomization.yaml", "deployment.yaml", "migrate.yaml")) {
            found.addAll(versions(DEPLOYED, manifest));
        }
        assertThat(found).hasSizeGreaterThanOrEqualTo(6).containsOnly(version());
    }

    private static String version() throws IOException {
        return versions(OWN, ROOT.resolve("pom.xml")).getFirst();
    }

    private static List<String> versions(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file)).results().map(found -> found.group(1)).toList();
    }

    private static List<Path> files(String... names) throws IOException {
        try (var files = Files.walk(ROOT)) {
            return files.filter(file -> List.of(names).contains(file.getFileName().toString()))
                    .filter(file -> !ROOT.relativize(file).toString().matches("(.*/)?(target|node_modules)/.*"))
                    .toList();
        }
    }
}
