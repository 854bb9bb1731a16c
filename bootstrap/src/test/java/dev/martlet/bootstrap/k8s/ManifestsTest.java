package dev.martlet.bootstrap.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.strimzi.api.kafka.model.topic.KafkaTopicSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rendered manifest holds together and is careful. */
final class ManifestsTest {
    private static final int SERVER_DRAIN_S = 15;
    private static final int MODULES_STOP_S = 20;

    @BeforeAll
    static void needKubectl() {
        Kustomize.need();
    }

    /** Each overlay, and the base with everything that a component adds. */
    static Stream<Named<Manifests>> rendered() {
        return Stream.concat(
                Kustomize.overlays().stream().map(overlay -> Named.of(overlay, Kustomize.overlay(overlay))),
                Stream.of(Named.of("every component", Kustomize.base(Kustomize.components()))));
    }

    @Test
    void aMisspeltFieldIsFound() {
        assertThatThrownBy(() -> Manifests.of("{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {port: []}}")).hasMessageContaining("\"port\"");
    }

    @Test
    void aLabelThatIsNoTextIsFound() {
        assertThatThrownBy(() -> Manifests.of("{apiVersion: v1, kind: Service, metadata: {name: a, labels: {edge: true}}}"))
                .hasMessageContaining("Cannot coerce Boolean");
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void podsMayDoNothingThatTheyNeedNot(Manifests manifests) {
        Stream.concat(manifests.pods().stream(), Stream.of(manifests.migration())).forEach(ManifestsTest::checkRights);
        manifests.all(StatefulSet.class).forEach(set -> checkRights(new Pods(
                set.getMetadata().getName(), set.getSpec().getTemplate().getMetadata().getLabels(), set.getSpec().getTemplate().getSpec(), Map.of())));
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void thePlatformAsksTheManagementPortHowAPodIs(Manifests manifests) {
        for (Pods pods : manifests.pods()) {
            checkProbe(pods.container().getStartupProbe(), "/health/started");
            checkProbe(pods.container().getReadinessProbe(), "/health/ready");
            checkProbe(pods.container().getLivenessProbe(), "/health/live");
            assertThat(pods.port("http")).isEqualTo(8080);
            assertThat(pods.port("internal")).isEqualTo(8081);
            assertThat(pods.port("management")).isEqualTo(8082);
        }
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void aPodHasTimeToEnd(Manifests manifests) {
        for (Pods pods : manifests.pods()) {
            long preStop = pods.container().getLifecycle().getPreStop().getSleep().getSeconds();
            assertThat(preStop).isPositive();
            assertThat(pods.spec().getTerminationGracePeriodSeconds()).isGreaterThan(preStop + SERVER_DRAIN_S + MODULES_STOP_S);
        }
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void selectorsFindTheirOwnPodsAlone(Manifests manifests) {
        for (Deployment deployment : manifests.all(Deployment.class)) {
            assertThat(selected(deployment.getSpec().getSelector(), manifests)).containsExactly(deployment.getMetadata().getName());
            deployment.getSpec().getTemplate().getSpec().getTopologySpreadConstraints().forEach(constraint ->
                    assertThat(selected(constraint.getLabelSelector(), manifests)).containsExactly(deployment.getMetadata().getName()));
        }
        for (PodDisruptionBudget budget : manifests.all(PodDisruptionBudget.class)) {
            assertThat(selected(budget.getSpec().getSelector(), manifests)).containsExactly(budget.getMetadata().getName());
        }
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void everyKindOfPodScalesAndSurvivesADrainedNode(Manifests manifests) {
        for (Deployment deployment : manifests.all(Deployment.class)) {
            String name = deployment.getMetadata().getName();
            assertThat(deployment.getSpec().getReplicas()).as("left to the autoscaler").isNull();
            var scaler = manifests.named(HorizontalPodAutoscaler.class, name).getSpec();
            assertThat(scaler.getScaleTargetRef().getName()).isEqualTo(name);
            assertThat(scaler.getMinReplicas()).isGreaterThanOrEqualTo(2);
            assertThat(manifests.named(PodDisruptionBudget.class, name).getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1);
        }
        assertThat(manifests.all(HorizontalPodAutoscaler.class)).hasSameSizeAs(manifests.pods());
        assertThat(manifests.all(PodDisruptionBudget.class)).hasSameSizeAs(manifests.pods());
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void everythingThatIsNamedIsThere(Manifests manifests) {
        for (Pods pods : manifests.pods()) {
            manifests.named(ServiceAccount.class, pods.spec().getServiceAccountName());
        }
        for (Service service : manifests.all(Service.class)) {
            assertThat(manifests.behind(service).isEmpty()).as(service.getMetadata().getName()).isEqualTo(service.getMetadata().getName().contains("postgres"));
        }
    }

    /** Each module split off alone, and each overlay: without a namespace, kustomize tells Services that had one name apart by nothing else. */
    static Stream<Named<Manifests>> withIngress() {
        return Stream.concat(
                splits().map(split -> Named.of(split, Kustomize.base(List.of(split, "ingress")))),
                Kustomize.overlays().stream().map(overlay -> Named.of(overlay, Kustomize.overlay(overlay, List.of("ingress")))));
    }

    @ParameterizedTest
    @MethodSource("withIngress")
    void theIngressLeadsToThePublicService(Manifests manifests) {
        assertThat(manifests.all(Ingress.class)).singleElement().satisfies(ingress -> {
            var backend = ingress.getSpec().getRules().getFirst().getHttp().getPaths().getFirst().getBackend().getService();
            assertThat(backend.getName()).isEqualTo("martlet");
            assertThat(backend.getPort().getName()).isEqualTo("http");
        });
        assertThat(manifests.named(Service.class, "martlet").getSpec().getPorts()).anyMatch(port -> port.getName().equals("http"));
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void whatRunsBesideTheMainPodsHasOneProcessor(Manifests manifests) {
        assertThat(manifests.pods()).allSatisfy(pods -> assertThat(pods.processors())
                .as(pods.name())
                .isEqualTo("main".equals(pods.labels().get("app.kubernetes.io/component")) ? 2 : 1));
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void theMigrationAloneChangesSchemas(Manifests manifests) {
        Pods migration = manifests.migration();
        assertThat(migration.environment()).containsEntry("DB_MIGRATE", "only").doesNotContainKey("MODULES_RUN");
        assertThat(migration.container().getEnvFrom()).as("a Job cannot change, so it must not follow generated names").isEmpty();
        assertThat(manifests.pods()).allSatisfy(pods -> assertThat(pods.environment()).containsEntry("DB_MIGRATE", "never"));
    }

    @Test
    void kafkaHasATopicForEveryPublisher() {
        List<String> topics = Kustomize.base(List.of("kafka")).all(KafkaTopicSpec.class).stream().map(KafkaTopicSpec::getTopicName).toList();
        assertThat(topics).containsExactlyInAnyOrderElementsOf(Graph.publishers().stream().map(module -> "martlet." + module).toList());
    }

    private static Stream<String> splits() {
        return Kustomize.components().stream().filter(component -> component.startsWith("split-"));
    }

    private static void checkRights(Pods pods) {
        var pod = pods.spec().getSecurityContext();
        assertThat(pod.getRunAsNonRoot()).as(pods.name()).isTrue();
        assertThat(pod.getRunAsUser()).as(pods.name()).isPositive();
        assertThat(pod.getSeccompProfile().getType()).as(pods.name()).isEqualTo("RuntimeDefault");
        assertThat(pods.spec().getAutomountServiceAccountToken()).as(pods.name()).isFalse();
        var container = pods.container().getSecurityContext();
        assertThat(container.getAllowPrivilegeEscalation()).as(pods.name()).isFalse();
        assertThat(container.getReadOnlyRootFilesystem()).as(pods.name()).isTrue();
        assertThat(container.getCapabilities().getDrop()).as(pods.name()).containsExactly("ALL");
        var resources = pods.container().getResources();
        assertThat(resources.getRequests()).as(pods.name()).containsKeys("cpu", "memory");
        assertThat(resources.getLimits()).as(pods.name()).containsKeys("cpu", "memory");
    }

    private static void checkProbe(Probe probe, String path) {
        assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
        assertThat(probe.getTimeoutSeconds()).isNotNull();
    }

    private static List<String> selected(LabelSelector selector, Manifests manifests) {
        return manifests.pods().stream().filter(pods -> Labels.match(selector, pods.labels())).map(Pods::name).toList();
    }
}
