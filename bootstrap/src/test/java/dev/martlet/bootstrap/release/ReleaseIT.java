package dev.martlet.bootstrap.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.support.Program;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One command prepares a release, twice in two places: the bytes are the same, and what is in the archive runs. */
class ReleaseIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String VERSION = "0.1.0";
    private static final int LONGEST_BUILD_S = 900;

    @TempDir
    private Path directory;

    @Test
    void aReleaseHasTheSameBytesTwiceAndRuns() throws Exception {
        Path first = prepare("first");
        Path second = prepare("in/another/folder");

        assertThat(Files.readAllLines(second.resolve("SHA256SUMS"))).hasSize(4).isEqualTo(Files.readAllLines(first.resolve("SHA256SUMS")));
        sh(first, "sha256sum --check --strict SHA256SUMS && tar -xzf martlet-" + VERSION + ".tar.gz -C " + directory, "check.log");
        assertThat(first.resolve("martlet-" + VERSION + ".notes.md")).content().contains("### Added");
        assertThat(first.resolve("martlet-" + VERSION + ".bom.json")).content().contains("helidon-webserver", "\"version\" : \"" + VERSION + "\"");

        Path unpacked = directory.resolve("martlet-" + VERSION);
        try (Stream<Path> files = Files.list(unpacked)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("martlet.jar", "lib", "config", "k8s", "LICENSE", "README.md", "CHANGELOG.md");
        }
        assertThat(unpacked.resolve("k8s/pod/deployment.yaml")).content().contains("image: martlet:" + VERSION + "\n");
        Path run = Files.createDirectory(directory.resolve("run"));
        try (var program = Program.in(run).jar(unpacked.resolve("martlet.jar")).on(TestDatabase.settings()).start().awaitReady()) {
            RestClient.Response metrics = program.management().get("/metrics").expect(200);
            assertThat(metrics.body()).containsPattern("martlet_build_info\\{[^}]*version=\"" + VERSION + "\"");
        }
    }

    /** In a copy without history, with the repository of this build. */
    private Path prepare(String name) throws Exception {
        Path copy = Files.createDirectories(directory.resolve(name));
        sh(ROOT, "tar -c --exclude=target --exclude=./.git --exclude=.martlet --exclude=node_modules . | tar -x -C " + copy, "copy.log");
        String repository = Optional.ofNullable(System.getProperty("localRepository")).map(path -> "-Dmaven.repo.local=" + path).orElse("");
        sh(copy, "MAVEN_ARGS='" + repository + "' release/prepare " + VERSION, "prepare.log");
        return copy.resolve("target/release");
    }

    private void sh(Path folder, String command, String log) throws IOException, InterruptedException {
        Path output = directory.resolve(log);
        Process process = new ProcessBuilder(List.of("sh", "-c", command))
                .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        if (!process.waitFor(LONGEST_BUILD_S, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        assertThat(process.waitFor()).as(command + "\n" + Files.readString(output)).isZero();
    }
}
