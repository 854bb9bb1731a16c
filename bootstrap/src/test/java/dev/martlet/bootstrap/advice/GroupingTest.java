package dev.martlet.bootstrap.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupingTest {
    private static final List<String> KNOWN = List.of("a", "b", "c");

    @Test
    void aGroupingIsReadInItsOrder() {
        assertThat(Grouping.parse(List.of("b", " c , a"), KNOWN).groups()).containsExactly(List.of("b"), List.of("c", "a"));
        assertThat(Grouping.parse(List.of("b"), KNOWN).groups()).containsExactly(List.of("b", "a", "c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "a,d", "a,a", "a,", "A"})
    void anotherIsRefused(String run) {
        assertThatExceptionOfType(Grouping.Fault.class).isThrownBy(() -> Grouping.parse(List.of(run), KNOWN));
    }

    @Test
    void theOrderWithinAGroupAndOfTheLaterGroupsMakesNoDifference() {
        Grouping grouping = Grouping.parse(List.of("a", "b", "c"), KNOWN);
        assertThat(grouping.isSameAs(Grouping.parse(List.of("a", "c", "b"), KNOWN))).isTrue();
        assertThat(grouping.isSameAs(Grouping.parse(List.of("b", "a", "c"), KNOWN))).isFalse();
        assertThat(grouping.isSameAs(Grouping.parse(List.of("a", "b,c"), KNOWN))).isFalse();
    }

    @Test
    void theOneInForceHasAGroupForEachUrl() {
        var far = URI.create("http://far:8081");
        var surroundings = new Surroundings(Set.of("c"), Map.of("a", far, "b", far), Map.of("a", List.of(), "b", List.of(), "c", List.of(), "d", List.of()),
                Map.of(), List::of, () -> Counts.NONE, _ -> null, () -> far);
        assertThat(surroundings.grouping().groups()).containsExactlyInAnyOrder(List.of("c"), List.of("a", "b"), List.of("d")).startsWith(List.of("c"));
    }

    @Test
    void theConfigurationNamesWhereTheOthersAre() {
        Grouping grouping = Grouping.parse(List.of("a", "b,c"), KNOWN);
        var configuration = new SplitConfiguration(grouping, Map.of());
        assertThat(configuration.keys(List.of("b", "c"))).isEqualTo(Map.of("modules.run", "b,c", "modules.a.url", "http://martlet-main:8081"));
        assertThat(configuration.yaml(List.of("a"))).isEqualTo("""
                modules:
                  run: a
                  b.url: http://martlet-b-c:8081
                  c.url: http://martlet-b-c:8081
                """);
    }

    @Test
    void aGroupThatRunsElsewhereKeepsItsUrl() {
        var far = URI.create("http://far:8181");
        Grouping grouping = Grouping.parse(List.of("a", "b,c"), KNOWN);
        assertThat(new SplitConfiguration(grouping, Map.of("b", far, "c", far)).keys(List.of("a"))).containsEntry("modules.b.url", "http://far:8181");
        assertThat(new SplitConfiguration(grouping, Map.of("b", far)).keys(List.of("a"))).containsEntry("modules.b.url", "http://martlet-b-c:8081");
    }
}
