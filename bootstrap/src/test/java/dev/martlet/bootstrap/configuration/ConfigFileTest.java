package dev.martlet.bootstrap.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.Configuration;
import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.bootstrap.ProcessConfig;
import dev.martlet.platform.core.settings.ConfigErrors;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code config/application.yaml} tells all keys that the program knows, and no others, with the defaults that they have. */
final class ConfigFileTest {
    private static final Path FILE = Path.of("..", "config", "application.yaml");
    private static final String EXAMPLE = "# example";
    private static final Predicate<String> SETTING = Pattern.compile("^#?[a-z][a-z.]*: .*").asMatchPredicate();

    @Test
    void asItStandsItSetsNothing() throws IOException {
        assertThat(Files.readAllLines(FILE)).allMatch(line -> line.isBlank() || line.startsWith("#"));
    }

    @Test
    void itNamesEveryKeyThatTheProgramKnowsAndNoOther() throws IOException {
        Set<String> documented = general(keys(yaml(settings())));
        Set<String> known = general(config(Config.empty()).root().known().stream());
        assertThat(known).filteredOn(key -> !documented.contains(key)).as("keys that the file lacks").isEmpty();
        assertThat(documented).filteredOn(key -> !known.contains(key)).as("keys that the program does not know").isEmpty();
    }

    @Test
    void theDefaultsThatItShowsAreTheProgramsOwn() throws IOException {
        assertThat(config(yaml(settings().filter(line -> !line.endsWith(EXAMPLE)))))
                .usingRecursiveComparison().comparingOnlyFields("process", "events", "placement", "databases", "guards")
                .isEqualTo(config(Config.empty()));
    }

    @Test
    void environmentVariablesAreEnoughForEveryKey() throws IOException {
        assertThat(keys(yaml(settings()))).allMatch(key -> key.matches("[a-z.]+"));
    }

    private static ProcessConfig config(Config file) {
        var faults = new ConfigErrors();
        ProcessConfig config = ProcessConfig.read(new Configuration(file, file), ModuleGraph.load(), faults);
        assertThat(faults.lines()).isEmpty();
        return config;
    }

    /** The lines that set something, with the # taken away. */
    private static Stream<String> settings() throws IOException {
        return Files.readAllLines(FILE).stream().filter(SETTING).map(line -> line.replaceFirst("^#", ""));
    }

    private static Config yaml(Stream<String> lines) {
        return Config.builder(ConfigSources.create(lines.collect(Collectors.joining("\n")), MediaTypes.APPLICATION_X_YAML))
                .disableEnvironmentVariablesSource()
                .disableSystemPropertiesSource()
                .build();
    }

    private static Stream<String> keys(Config config) {
        return config.traverse().filter(Config::hasValue).map(node -> node.key().toString());
    }

    /** What is the same for each module is documented once. */
    private static Set<String> general(Stream<String> keys) {
        String module = "(" + String.join("|", ModuleGraph.load().names()) + ")";
        return keys.map(key -> key.replaceFirst("^guards\\.(default|" + module + ")\\.", "guards.<module>."))
                .map(key -> key.replaceFirst("^modules\\." + module + "\\.(url$|db\\.)", "modules.<module>.$2"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
