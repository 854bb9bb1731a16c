package dev.martlet.bootstrap.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How pods start, scale, spread and are labelled. */
final class WorkloadsTest {
    /** What a pod may need on 250m CPU until it serves, when its database and schema are there. */
    private static final long SLOW_START_S = 120;
    private static final List<String> RECOMMENDED = Stream.of("name", "instance", "version", "component", "part-of", "managed-by")
            .map(label -> "app.kubernetes.io/" + label).toList();

    @BeforeAll
    static void needKubectl() {
        Kustomize.need();
    }

    static Stream<Named<Manifests>> rendered() {
        return Stream.concat(
                Kustomize.overlays().stream().map(overlay -> Named.of(overlay, Kustomize.overlay(overlay))),
                Stream.of(Named.of("every component", Kustomize.base(Kustomize.components()))));
    }

    /** The first apply starts everything at once, and the pods have to wait for the migration. */
    @ParameterizedTest
    @MethodSource("rendered")
    void podsWaitForTheirSchemaAsLongAsTheMigrationMayTake(Manifests manifests) {
        long migration = manifests.named(Job.class, "martlet-migrate").getSpec().getActiveDeadlineSeconds();
        for (Pods pods : manifests.pods()) {
            long wait = seconds(pods.environment().get("DB_WAIT"));
            assertThat(wait).as(pods.name()).isGreaterThanOrEqualTo(migration);
            assertThat(longest(pods.container().getStartupProbe())).as(pods.name()).isGreaterThanOrEqualTo(wait + SLOW_START_S);
            assertThat(manifests.named(Deployment.class, pods.name()).getSpec().getProgressDeadlineSeconds())
                    .as(pods.name()).isGreaterThan((int) longest(pods.container().getStartupProbe()));
        }
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void theMigrationWaitsForItsDatabaseWithinItsOwnDeadline(Manifests manifests) {
        assertThat(seconds(manifests.migration().environment().get("DB_WAIT")))
                .isBetween(60L, manifests.named(Job.class, "martlet-migrate").getSpec().getActiveDeadlineSeconds());
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void aBusyProcessorDoesNotRestartAPod(Manifests manifests) {
        for (Pods pods : manifests.pods()) {
            Probe liveness = pods.container().getLivenessProbe();
            assertThat(liveness.getTimeoutSeconds()).isGreaterThanOrEqualTo(5);
            assertThat(longest(liveness)).isGreaterThanOrEqualTo(60);
            assertThat(pods.container().getReadinessProbe().getTimeoutSeconds()).isGreaterThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void aFreshPodsCompilationDoesNotScale(Manifests manifests) {
        assertThat(manifests.all(HorizontalPodAutoscaler.class)).allSatisfy(scaler -> {
            var behavior = scaler.getSpec().getBehavior();
            assertThat(behavior.getScaleUp().getStabilizationWindowSeconds()).isGreaterThanOrEqualTo(180);
            assertThat(behavior.getScaleUp().getPolicies()).isNotEmpty();
            assertThat(behavior.getScaleDown().getPolicies()).singleElement().satisfies(policy -> assertThat(policy.getValue()).isEqualTo(1));
        });
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void aPodThatIsNotReadyDoesNotKeepANodeFromBeingDrained(Manifests manifests) {
        assertThat(manifests.all(PodDisruptionBudget.class))
                .allSatisfy(budget -> assertThat(budget.getSpec().getUnhealthyPodEvictionPolicy()).isEqualTo("AlwaysAllow"));
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void eachRevisionIsSpreadByItself(Manifests manifests) {
        assertThat(manifests.all(Deployment.class)).allSatisfy(deployment ->
                assertThat(deployment.getSpec().getTemplate().getSpec().getTopologySpreadConstraints())
                        .isNotEmpty().allSatisfy(constraint -> assertThat(constraint.getMatchLabelKeys()).containsExactly("pod-template-hash")));
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void whatAContainerWritesIsBounded(Manifests manifests) {
        assertThat(templates(manifests)).isNotEmpty().allSatisfy(template -> {
            assertThat(template.getSpec().getVolumes()).filteredOn(volume -> volume.getEmptyDir() != null)
                    .allSatisfy(volume -> assertThat(volume.getEmptyDir().getSizeLimit()).as(volume.getName()).isNotNull());
            var resources = template.getSpec().getContainers().getFirst().getResources();
            assertThat(resources.getRequests()).containsKey("ephemeral-storage");
            assertThat(resources.getLimits()).containsKey("ephemeral-storage");
        });
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void everythingHasTheRecommendedLabels(Manifests manifests) {
        manifests.resources().stream().filter(HasMetadata.class::isInstance).map(HasMetadata.class::cast).forEach(resource ->
                assertThat(resource.getMetadata().getLabels().keySet())
                        .as(resource.getKind() + " " + resource.getMetadata().getName()).containsAll(RECOMMENDED));
        assertThat(templates(manifests)).allSatisfy(template ->
                assertThat(template.getMetadata().getLabels()).containsKeys("app.kubernetes.io/version", "app.kubernetes.io/instance"));
        manifests.all(StatefulSet.class).forEach(set -> set.getSpec().getVolumeClaimTemplates().forEach(claim ->
                assertThat(claim.getMetadata().getLabels()).as("cannot be changed later").isNullOrEmpty()));
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void theImageHasAVersionWhichIsTheProjectsOwn(Manifests manifests) throws IOException {
        String version = version();
        Stream.concat(manifests.pods().stream(), Stream.of(manifests.migration())).forEach(pods -> {
            assertThat(pods.container().getImage()).isEqualTo("martlet:" + version);
            assertThat(pods.labels()).containsEntry("app.kubernetes.io/version", version);
        });
    }

    @Test
    void anOverlaysOwnVersionAndInstanceWinEverywhere() {
        Manifests manifests = Kustomize.base(List.of(), List.of("split-payments"), """
                images:
                  - {name: martlet, newName: registry.example.com/martlet, newTag: "7"}
                labels:
                  - pairs: {app.kubernetes.io/version: "7", app.kubernetes.io/instance: shop}
                    includeTemplates: true
                """);
        Stream.concat(manifests.pods().stream(), Stream.of(manifests.migration())).forEach(pods -> {
            assertThat(pods.container()).extracting(Container::getImage).isEqualTo("registry.example.com/martlet:7");
            assertThat(pods.labels()).containsAllEntriesOf(Map.of("app.kubernetes.io/version", "7", "app.kubernetes.io/instance", "shop"));
        });
    }

    private static List<PodTemplateSpec> templates(Manifests manifests) {
        return Stream.of(
                manifests.all(Deployment.class).stream().map(deployment -> deployment.getSpec().getTemplate()),
                manifests.all(StatefulSet.class).stream().map(set -> set.getSpec().getTemplate()),
                manifests.all(Job.class).stream().map(job -> job.getSpec().getTemplate())).flatMap(all -> all).toList();
    }

    private static long longest(Probe probe) {
        return (long) probe.getPeriodSeconds() * probe.getFailureThreshold();
    }

    private static long seconds(String time) {
        return Duration.parse("PT" + time).toSeconds();
    }

    /** Of the project. */
    private static String version() throws IOException {
        var version = Pattern.compile("<artifactId>martlet</artifactId>\\s*<version>([^<]+)</version>").matcher(Files.readString(Path.of("..", "pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }
}
