package dev.martlet.bootstrap.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What k8s/README.md tells operators to write works, and what it names is there. */
final class PageTest {
    private static final Path PAGE = Path.of("..", "k8s", "README.md");
    private static final Pattern YAML = Pattern.compile("(?s)```yaml\n((?:patches|configMapGenerator):.*?)```");
    private static final Pattern COMPONENT = Pattern.compile("`components/([a-z/-]+)`");
    private static final List<String> COMPONENTS =
            List.of("split-payments", "jwt", "egress", "gateway", "monitoring", "postgres", "postgres/backup", "../transition/hold-others");

    @BeforeAll
    static void needKubectl() {
        Kustomize.need();
    }

    static Stream<String> changes() throws IOException {
        return YAML.matcher(Files.readString(PAGE)).results().map(found -> found.group(1));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangeOfThePageChangesWhatIsRendered(String lines) {
        assertThat(Kustomize.text(List.of(), COMPONENTS, lines)).isNotEqualTo(Kustomize.text(List.of(), COMPONENTS, ""));
    }

    @Test
    void thePageNamesComponentsThatAreThere() throws IOException {
        assertThat(COMPONENT.matcher(Files.readString(PAGE)).results().map((MatchResult found) -> found.group(1)).distinct())
                .hasSizeGreaterThan(5).allMatch(name -> Files.exists(PAGE.resolveSibling("components").resolve(name).resolve("kustomization.yaml")));
    }

    @Test
    void namespacesCanBeSet() throws IOException {
        String lines = changes().filter(change -> change.contains("observability")).findFirst().orElseThrow();
        Manifests manifests = Kustomize.base(List.of(), List.of(), lines);
        Traffic traffic = Traffic.of(manifests);
        var edge = manifests.pods().getFirst().labels();
        assertThat(traffic.allowsFromNamespace("observability", edge, "management")).isTrue();
        assertThat(traffic.allowsFromNamespace("monitoring", edge, "management")).isFalse();
        assertThat(traffic.allowsFromNamespace("ingress-nginx", edge, "http")).isTrue();
        assertThat(traffic.allows(Map.of("app.kubernetes.io/name", "stranger"), edge, "http")).isFalse();
    }

    @Test
    void theRouteLeadsToThePublicService() {
        Manifests manifests = Kustomize.base(List.of("split-payments", "gateway"));
        assertThat(manifests.all(HTTPRoute.class)).singleElement().satisfies(route -> {
            var backend = route.getSpec().getRules().getFirst().getBackendRefs().getFirst();
            assertThat(manifests.named(Service.class, backend.getName()).getSpec().getPorts()).anyMatch(port -> port.getPort().equals(backend.getPort()));
            assertThat(manifests.behind(manifests.named(Service.class, backend.getName()))).isNotEmpty().allMatch(Pods::isEdge);
        });
    }

    @Test
    @SuppressWarnings("unchecked")
    void theMonitorFindsEveryPodsManagementPort() {
        Manifests manifests = Kustomize.overlay("six-pods", List.of("monitoring"));
        Map<String, Object> monitor = manifests.all(Map.class).stream().filter(spec -> String.valueOf(spec).contains("management")).findFirst().orElseThrow();
        var labels = ((Map<String, Map<String, String>>) monitor.get("selector")).get("matchLabels");
        assertThat(manifests.pods()).allMatch(pods -> Labels.match(labels, pods.labels()));
        Map<String, Object> endpoint = ((List<Map<String, Object>>) monitor.get("podMetricsEndpoints")).getFirst();
        assertThat(manifests.pods()).allMatch(pods -> pods.port((String) endpoint.get("port")) == 8082);
        assertThat(endpoint).containsEntry("path", "/metrics");
    }

    @Test
    @SuppressWarnings("unchecked")
    void theClusterReplicatesSynchronouslyAndIsBackedUp() {
        Manifests manifests = Kustomize.base(List.of("postgres", "postgres/backup"));
        List<Map<String, Object>> specs = manifests.all(Map.class).stream().map(spec -> (Map<String, Object>) spec).toList();
        Map<String, Object> cluster = specs.stream().filter(spec -> spec.containsKey("instances")).findFirst().orElseThrow();
        assertThat(((Map<String, Object>) cluster.get("postgresql")).get("synchronous"))
                .isEqualTo(Map.of("method", "any", "number", 1, "dataDurability", "required"));
        assertThat((List<Map<String, Object>>) cluster.get("plugins")).singleElement().satisfies(plugin -> assertThat(plugin)
                .containsEntry("isWALArchiver", true).containsEntry("parameters", Map.of("barmanObjectName", "martlet-postgres")));
        assertThat(specs).anyMatch(spec -> "plugin".equals(spec.get("method")) && spec.get("cluster").equals(Map.of("name", "martlet-postgres")));
    }
}
