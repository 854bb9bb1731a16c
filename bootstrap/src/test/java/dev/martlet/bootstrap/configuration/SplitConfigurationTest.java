package dev.martlet.bootstrap.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.Configuration;
import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.bootstrap.ProcessConfig;
import dev.martlet.platform.core.settings.ConfigErrors;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a process with some of the modules must know of the others, for each choice of modules: it calls some, and its events go to others. */
class SplitConfigurationTest {
    private static final ModuleGraph GRAPH = ModuleGraph.load();
    private static final List<String> MODULES = List.copyOf(GRAPH.names());

    static Stream<Set<String>> choices() {
        return IntStream.range(1, 1 << MODULES.size()).mapToObj(SplitConfigurationTest::choice);
    }

    @ParameterizedTest
    @MethodSource("choices")
    void exactlyWhatIsNeededMustBeReachable(Set<String> run) {
        assertThat(faults(run, Set.of())).hasSameSizeAs(needed(run)).allMatch(line -> needed(run).stream().anyMatch(module ->
                line.startsWith("modules." + module + ".url: must be set, because " + module + " does not run here and ")));
        assertThat(faults(run, needed(run))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("choices")
    void whatRunsHereHasNoUrlAndEveryFaultIsReported(Set<String> run) {
        assertThat(faults(run, run)).hasSize(run.size() + needed(run).size())
                .filteredOn(line -> line.contains(".url: must not be set where "))
                .hasSameSizeAs(run);
        assertThat(faults(run, Set.copyOf(MODULES))).hasSameSizeAs(run);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8081, 127.0.0.1, true", "http://localhost:8080, 127.0.0.1, true", "http://localhost:8082, 0.0.0.0, true",
        "http://shop:8081, Shop, true", "http://127.0.0.1:8181, 127.0.0.1, false", "http://127.0.0.2:8081, 127.0.0.1, false",
        "http://localhost:8081, 10.0.0.5, false", "http://payments:8081, 0.0.0.0, false", "http://localhost, 127.0.0.1, false"
    })
    void aModuleElsewhereIsNotAtAnAddressOfThisProcess(String url, String host, boolean refused) {
        var faults = faults(Map.of("modules.run", "none", "modules.payments.url", url, "server.host", host, "security.mode", "insecure"));
        assertThat(faults).isEqualTo(refused
                ? List.of("modules.payments.url: must be the address of a process that runs payments; " + url + " is this one")
                : List.of());
    }

    private static Set<String> choice(int bits) {
        var chosen = new TreeSet<String>();
        IntStream.range(0, MODULES.size()).filter(bit -> (bits & 1 << bit) != 0).forEach(bit -> chosen.add(MODULES.get(bit)));
        return chosen;
    }

    private static Set<String> needed(Set<String> run) {
        var needed = new TreeSet<String>();
        run.forEach(module -> {
            needed.addAll(GRAPH.descriptor(module).dependencies());
            GRAPH.subscribersOf(module).forEach(subscriber -> needed.add(subscriber.name()));
        });
        needed.removeAll(run);
        return needed;
    }

    private static List<String> faults(Set<String> run, Set<String> urls) {
        var settings = new HashMap<>(Map.of("modules.run", String.join(",", run)));
        urls.forEach(module -> settings.put("modules." + module + ".url", "http://" + module + ":8081"));
        return faults(settings);
    }

    private static List<String> faults(Map<String, String> settings) {
        var faults = new ConfigErrors();
        ProcessConfig.read(new Configuration(Config.just(ConfigSources.create(settings)), Config.empty()), GRAPH, faults);
        return faults.lines();
    }
}
