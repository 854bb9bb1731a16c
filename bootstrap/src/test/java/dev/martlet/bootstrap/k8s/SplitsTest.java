package dev.martlet.bootstrap.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.advice.Grouping;
import dev.martlet.bootstrap.advice.SplitOverlay;
import io.fabric8.kubernetes.api.model.Service;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** For each set of modules that are split off: every module runs in one kind of pod, and every pod knows where. */
final class SplitsTest {
    private static final List<String> MODULES = List.copyOf(Graph.modules());

    @BeforeAll
    static void needKubectl() {
        Kustomize.need();
    }

    /** Every set of modules. With all of them split off, the main pods are the edge and run nothing. */
    static Stream<List<String>> sets() {
        return IntStream.range(0, 1 << MODULES.size())
                .mapToObj(set -> IntStream.range(0, MODULES.size()).filter(i -> (set & 1 << i) != 0).mapToObj(MODULES::get).toList());
    }

    static Iterable<String> overlays() {
        return Kustomize.overlays();
    }

    @ParameterizedTest
    @MethodSource("sets")
    void anySetOfModulesCanBeSplitOff(List<String> split) {
        Manifests manifests = Kustomize.base(Stream.concat(components(split).stream(), Stream.of("insecure")).toList());
        checkTopology(manifests);
        assertThat(manifests.pods()).hasSize(split.size() + 1);
        for (String module : split) {
            assertThat(runs(module, manifests).name()).isEqualTo("martlet-" + module);
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyOverlayRunsEveryModuleOnce(String overlay) {
        checkTopology(Kustomize.overlay(overlay, List.of("insecure")));
    }

    /** What the advice on splitting shows for a grouping. */
    @ParameterizedTest
    @ValueSource(strings = {"orders,customers,products,payments,loyalty,notifications", "orders;payments", "orders;payments,customers;loyalty",
            "customers;orders,products;loyalty,notifications", "orders;customers;products;payments;loyalty;notifications"})
    void anAdvisedOverlayRunsEveryModuleOnce(String groups) {
        Grouping grouping = Grouping.parse(List.of(groups.split(";")), MODULES);
        Manifests manifests = Kustomize.overlay(new SplitOverlay(grouping, Graph.reaches()).files(), "insecure");
        checkTopology(manifests);
        assertThat(manifests.pods()).hasSameSizeAs(grouping.groups());
        grouping.groups().forEach(group -> assertThat(runs(group.getFirst(), manifests).modules()).containsExactlyInAnyOrderElementsOf(group));
    }

    @Test
    void theOrderOfComponentsMakesNoDifference() {
        List<String> components = Kustomize.components().stream().filter(component -> !component.startsWith("internal-tls")).toList();
        Manifests forward = Kustomize.base(components);
        assertThat(Kustomize.base(components.reversed()).resources()).containsExactlyInAnyOrderElementsOf(forward.resources());
    }

    private static void checkTopology(Manifests manifests) {
        assertThat(manifests.pods().stream().flatMap(pods -> pods.modules().stream())).containsExactlyInAnyOrderElementsOf(MODULES);
        assertThat(manifests.behind(manifests.named(Service.class, "martlet"))).isNotEmpty().allMatch(Pods::isEdge);
        for (Pods pods : manifests.pods()) {
            assertThat(pods.labelledModules()).as(pods.name()).isEqualTo(pods.modules());
            assertThat(PodSettings.faults(pods.environment())).as(pods.name()).isEmpty();
            MODULES.forEach(module -> checkAddress(module, pods, manifests));
        }
    }

    /** A module that runs elsewhere has the address of a Service in front of the pods that run it. */
    private static void checkAddress(String module, Pods pods, Manifests manifests) {
        String url = pods.environment().getOrDefault("MODULES_" + module.toUpperCase(Locale.ROOT) + "_URL", "");
        if (pods.modules().contains(module)) {
            assertThat(url).as(module + " runs in " + pods.name()).isEmpty();
            return;
        }
        URI address = URI.create(url);
        Service service = manifests.named(Service.class, address.getHost());
        assertThat(manifests.behind(service)).as(url + " for " + pods.name()).containsExactly(runs(module, manifests));
        assertThat(service.getSpec().getPorts()).singleElement().satisfies(port -> {
            assertThat(port.getPort()).isEqualTo(address.getPort());
            assertThat(port.getTargetPort().getStrVal()).isEqualTo("internal");
        });
    }

    private static Pods runs(String module, Manifests manifests) {
        return manifests.pods().stream().filter(pods -> pods.modules().contains(module)).findFirst().orElseThrow();
    }

    private static List<String> components(List<String> modules) {
        return modules.stream().map(module -> "split-" + module).toList();
    }
}
