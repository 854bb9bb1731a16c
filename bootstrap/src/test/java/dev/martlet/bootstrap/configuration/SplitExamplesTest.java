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
        assertThat(configs(example).stream().flatMap(config -> config.placement().here().stream()))
                .containsExactlyInAnyOrderElementsOf(ModuleGraph.load().names());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyProcessKnowsWhereTheOtherModulesAre(Path example) {
        List<ProcessConfig> configs = configs(example);
        for (ProcessConfig config : configs) {
            for (ProcessConfig other : configs) {
                other.placement().here().stream().filter(module -> !config.placement().isHere(module)).forEach(module ->
                        assertThat(config.placement().url(module).orElseThrow()).as(module).hasHost("127.0.0.1")
                                .hasPort(other.process().internalAddress().port()));
            }
        }
    }

    private static List<ProcessConfig> configs(Path example) {
        try (var files = Files.list(example)) {
            return files.map(SplitExamplesTest::config).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static ProcessConfig config(Path file) {
        Config settings = Config.just(ConfigSources.file(file));
        var faults = new ConfigErrors();
        ProcessConfig config = ProcessConfig.read(new Configuration(settings, settings), ModuleGraph.load(), faults);
        assertThat(faults.lines()).as(file.toString()).isEmpty();
        return config;
    }
}
