package dev.martlet.bootstrap.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.Configuration;
import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.bootstrap.ProcessConfig;
import dev.martlet.platform.core.settings.ConfigErrors;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of each folder in {@code config/split} make one shop together. */
final class SplitExamplesTest {
    private static final Path FOLDER = Path.of("..", "config", "split");

    static Stream<Path> examples() throws IOException {
        return Files.list(FOLDER);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyModuleRunsInOneProcess(Path example) {
        assertThat(plans(example).stream().flatMap(plan -> plan.placement().here().stream()))
                .containsExactlyInAnyOrderElementsOf(ModuleGraph.load().names());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyProcessKnowsWhereTheOtherModulesAre(Path example) {
        List<ProcessConfig> plans = plans(example);
        for (ProcessConfig plan : plans) {
            for (ProcessConfig other : plans) {
                other.placement().here().stream().filter(module -> !plan.placement().isHere(module)).forEach(module ->
                        assertThat(plan.placement().url(module).orElseThrow()).as(module).hasHost("127.0.0.1")
                                .hasPort(other.process().internalAddress().port()));
            }
        }
    }

    private static List<ProcessConfig> plans(Path example) {
        try (var files = Files.list(example)) {
            return files.map(SplitExamplesTest::plan).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static ProcessConfig plan(Path file) {
        Config config = Config.just(ConfigSources.file(file));
        var faults = new ConfigErrors();
        ProcessConfig plan = ProcessConfig.read(new Configuration(config, config), ModuleGraph.load(), faults);
        assertThat(faults.lines()).as(file.toString()).isEmpty();
        return plan;
    }
}
