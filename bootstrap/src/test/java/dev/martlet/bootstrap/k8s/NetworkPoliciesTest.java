package dev.martlet.bootstrap.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The network lets through what the module graph has an arrow for, and nothing else. */
final class NetworkPoliciesTest {
    private static final Map<String, String> STRANGER = Map.of("app.kubernetes.io/name", "stranger");

    @BeforeAll
    static void needKubectl() {
        Kustomize.need();
    }

    static Iterable<String> overlays() {
        return Kustomize.overlays();
    }

    @Test
    void aModuleIsReachedByThoseThatCallItOrTellItEventsAlone() {
        Traffic traffic = Traffic.of(Kustomize.base(List.of()));
        assertThat(arrows((from, to) -> traffic.allows(runs(from), runs(to), "internal")))
                .isEqualTo(arrows((from, to) -> Graph.calls(from, to) || Graph.tells(from, to)));
    }

    @Test
    void withKafkaAModuleIsReachedByThoseThatCallItAlone() {
        Traffic traffic = Traffic.of(Kustomize.base(List.of("kafka")));
        assertThat(arrows((from, to) -> traffic.allows(runs(from), runs(to), "internal"))).isEqualTo(arrows(Graph::calls));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void podsReachEachOtherWhereTheirModulesDoAndTheEdgeReachesAll(String overlay) {
        Manifests manifests = Kustomize.overlay(overlay);
        Traffic traffic = Traffic.of(manifests);
        for (Pods from : manifests.pods()) {
            for (Pods to : manifests.pods()) {
                assertThat(traffic.allows(from.labels(), to.labels(), "internal"))
                        .as(from.name() + " to " + to.name())
                        .isEqualTo(from.isEdge() || haveAnArrow(from, to));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void anybodyReachesThePublicPortOfTheEdgeAlone(String overlay) {
        Manifests manifests = Kustomize.overlay(overlay);
        for (Pods to : manifests.pods()) {
            assertThat(Traffic.of(manifests).allows(STRANGER, to.labels(), "http")).as(to.name()).isEqualTo(to.isEdge());
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void strangersReachNothingElse(String overlay) {
        Manifests manifests = Kustomize.overlay(overlay);
        for (Pods to : manifests.pods()) {
            assertThat(Traffic.of(manifests).allows(STRANGER, to.labels(), "internal")).as(to.name()).isFalse();
            assertThat(Traffic.of(manifests).allows(STRANGER, to.labels(), "management")).as(to.name()).isFalse();
            assertThat(Traffic.of(manifests).allowsFromNamespace("elsewhere", to.labels(), "management")).as(to.name()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void monitoringReachesTheManagementPort(String overlay) {
        Manifests manifests = Kustomize.overlay(overlay);
        for (Pods to : manifests.pods()) {
            assertThat(Traffic.of(manifests).allowsFromNamespace("monitoring", to.labels(), "management")).as(to.name()).isTrue();
        }
    }

    @Test
    void theTrialDatabaseIsForTheShopAlone() {
        Traffic traffic = Traffic.of(Kustomize.base(List.of("postgres/trial")));
        var database = Map.of("app.kubernetes.io/name", "martlet-postgres");
        assertThat(traffic.allows(runs("orders"), database, "postgres")).isTrue();
        assertThat(traffic.allows(STRANGER, database, "postgres")).isFalse();
    }

    @Test
    void theClusterOfDatabasesIsForTheShopItselfItsOperatorAndMonitoring() {
        Traffic traffic = Traffic.of(Kustomize.base(List.of("postgres")));
        var database = Map.of("cnpg.io/cluster", "martlet-postgres");
        assertThat(traffic.allows(runs("orders"), database, "5432")).isTrue();
        assertThat(traffic.allows(database, database, "5432")).isTrue();
        assertThat(traffic.allowsFromNamespace("cnpg-system", database, "8000")).isTrue();
        assertThat(traffic.allowsFromNamespace("monitoring", database, "9187")).isTrue();
        assertThat(traffic.allowsFromNamespace("monitoring", database, "5432")).isFalse();
        assertThat(traffic.allows(STRANGER, database, "5432")).isFalse();
    }

    @Test
    void aModuleOpensConnectionsOnlyToThoseThatItCallsOrTellsEvents() {
        Traffic traffic = Traffic.of(Kustomize.base(List.of("egress")));
        assertThat(arrows((from, to) -> traffic.leaves(runs(from), runs(to), "internal")))
                .isEqualTo(arrows((from, to) -> Graph.calls(from, to) || Graph.tells(from, to)));
    }

    /** A connection that is allowed in on one side is allowed out on the other. */
    @ParameterizedTest
    @MethodSource("overlays")
    void whatMayEnterAPodMayLeaveTheOther(String overlay) {
        Manifests manifests = Kustomize.overlay(overlay, List.of("egress"));
        Traffic traffic = Traffic.of(manifests);
        for (Pods from : manifests.pods()) {
            for (Pods to : manifests.pods()) {
                assertThat(traffic.leaves(from.labels(), to.labels(), "internal"))
                        .as(from.name() + " to " + to.name()).isEqualTo(traffic.allows(from.labels(), to.labels(), "internal"));
                assertThat(traffic.leaves(from.labels(), to.labels(), "management")).as(from.name() + " to " + to.name()).isFalse();
            }
        }
    }

    @Test
    void podsReachWhatTheyNeedOutsideAndNothingElse() {
        Traffic traffic = Traffic.of(Kustomize.base(List.of("egress")));
        for (String module : Graph.modules()) {
            var pod = runs(module);
            assertThat(traffic.leavesToNamespace(pod, "kube-system", Map.of("k8s-app", "kube-dns"), "53")).as(module).isTrue();
            assertThat(traffic.leavesToNamespace(pod, "elsewhere", Map.of("k8s-app", "kube-dns"), "53")).as(module).isFalse();
            assertThat(traffic.leaves(pod, Map.of("app.kubernetes.io/name", "martlet-postgres"), "5432")).as(module).isTrue();
            assertThat(traffic.leaves(pod, Map.of("cnpg.io/cluster", "martlet-postgres"), "5432")).as(module).isTrue();
            assertThat(traffic.leaves(pod, Map.of("strimzi.io/cluster", "martlet"), "9092")).as(module).isTrue();
            assertThat(traffic.leavesToNamespace(pod, "keycloak", STRANGER, "8443")).as(module).isTrue();
            assertThat(traffic.leavesToNamespace(pod, "elsewhere", STRANGER, "8443")).as(module).isFalse();
            assertThat(traffic.leaves(pod, STRANGER, "5432")).as(module).isFalse();
            assertThat(traffic.leavesToAnywhere(pod, "587")).as(module).isEqualTo(module.equals("notifications"));
            assertThat(traffic.leavesToAnywhere(pod, "443")).as(module).isEqualTo(module.equals("payments"));
            assertThat(traffic.leavesToAnywhere(pod, "80")).as(module).isFalse();
        }
    }

    @Test
    void theMigrationReachesTheDatabase() {
        Manifests manifests = Kustomize.base(List.of("egress", "postgres/trial"));
        Traffic traffic = Traffic.of(manifests);
        var database = Map.of("app.kubernetes.io/name", "martlet-postgres");
        assertThat(traffic.leaves(manifests.migration().labels(), database, "5432")).isTrue();
        assertThat(traffic.allows(manifests.migration().labels(), database, "postgres")).isTrue();
        assertThat(traffic.leaves(manifests.migration().labels(), runs("orders"), "internal")).isFalse();
    }

    private static boolean haveAnArrow(Pods from, Pods to) {
        return from.modules().stream().anyMatch(one -> to.modules().stream().anyMatch(other -> Graph.calls(one, other) || Graph.tells(one, other)));
    }

    /** A pod that runs one module and is not of the edge. */
    private static Map<String, String> runs(String module) {
        return Map.of("app.kubernetes.io/name", "martlet", "martlet.dev/runs-" + module, "true");
    }

    private static Set<String> arrows(BiPredicate<String, String> exists) {
        var arrows = new TreeSet<String>();
        for (String from : Graph.modules()) {
            Graph.modules().stream().filter(to -> exists.test(from, to)).forEach(to -> arrows.add(from + " -> " + to));
        }
        return arrows;
    }
}
