package dev.martlet.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.runtime.ModuleApi;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every module of the graph has the layout of docs/adding-a-module.md. {@link ShapeRuleTest} shows that each rule can fail. */
class ModuleShapeTest {
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rules")
    void moduleKeepsTheRule(String module, ShapeRule rule, ModuleSources sources) {
        assertThat(rule.violations(sources)).isEmpty();
    }

    static Stream<Arguments> rules() {
        return ServiceLoader.load(ModuleApi.class).stream()
                .map(module -> module.get().descriptor())
                .map(module -> ModuleSources.read(module, Path.of("..", "modules", module.name())))
                .flatMap(sources -> Stream.of(ShapeRule.values()).map(rule -> Arguments.of(sources.name(), rule, sources)));
    }
}
