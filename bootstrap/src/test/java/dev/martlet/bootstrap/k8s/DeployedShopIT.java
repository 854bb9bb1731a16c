package dev.martlet.bootstrap.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.k8s.LocalPods.Pod;
import dev.martlet.bootstrap.rest.Suite;
import dev.martlet.bootstrap.support.Image;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What k8s/ would run, run as processes of this machine: the same shop with each overlay. */
class DeployedShopIT {
    private static Path image;

    private final List<Program> programs = new ArrayList<>();

    @TempDir
    private Path directory;

    @BeforeAll
    static void assemble(@TempDir Path assembled) {
        image = Image.jar(assembled);
    }

    static Iterable<String> overlays() {
        return LocalPods.overlays();
    }

    @AfterEach
    void stop() {
        programs.forEach(Program::terminate);
        programs.forEach(Program::close);
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyOverlayGivesTheSameAnswers(String overlay) throws IOException {
        Suite.run(deploy(overlay));
    }

    private String deploy(String overlay) throws IOException {
        var pods = LocalPods.of(overlay, TestDatabase.settings());
        try (var migration = start(pods.migration())) {
            assertThat(migration.awaitEnd().code()).as(migration.errors()).isZero();
        }
        // One after the other: six that start at once are a lot for a small machine.
        for (Pod pod : pods.pods()) {
            programs.add(start(pod));
            programs.getLast().awaitReady();
        }
        return pods.address();
    }

    private Program start(Pod pod) throws IOException {
        Path own = Files.createDirectory(directory.resolve(pod.name()));
        Program.Preparation program = Program.in(own)
                .jar(image)
                .without("server.port").without("internal.port").without("management.port")
                .options(List.of("-XX:Flags=" + Image.flags(own)))
                .options(Program.SMALL)
                .options(List.of("-XX:ActiveProcessorCount=" + pod.processors()));
        pod.environment().forEach(program::environment);
        return program.start();
    }
}
