package dev.martlet.bootstrap.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The order in which Argo CD and Flux replace pods: nothing is called at an address where it does not run yet, or no longer. */
final class SyncWavesTest {
    private static final String WAVE = "argocd.argoproj.io/sync-wave";
    private static final String HELD = "kustomize.toolkit.fluxcd.io/reconcile";
    private static final List<String> SPLITS = Graph.modules().stream().map(module -> "split-" + module).toList();

    @BeforeAll
    static void needKubectl() {
        Kustomize.need();
    }

    @Test
    void aModuleIsThereBeforeThoseThatCallItOrTellItEvents() {
        Manifests manifests = Kustomize.base(SPLITS);
        for (String from : Graph.modules()) {
            Graph.modules().stream().filter(to -> Graph.calls(from, to) || Graph.tells(from, to)).forEach(to ->
                    assertThat(wave(pods(to, manifests))).as(to + " before " + from).isLessThan(wave(pods(from, manifests))));
        }
    }

    @Test
    void theMainPodsStopRunningAModuleAfterAllOthersKnow() {
        Manifests manifests = Kustomize.base(SPLITS);
        assertThat(Graph.modules()).allMatch(module -> wave(pods(module, manifests)) < wave(main(manifests)));
    }

    @Test
    void whenAModuleIsMergedBackTheMainPodsRunItFirst() {
        Manifests manifests = Kustomize.base(with("../transition/merge"));
        assertThat(Graph.modules()).allMatch(module -> wave(main(manifests)) < wave(pods(module, manifests)));
    }

    @Test
    void schemasAreThereBeforeAnyPodAndConfigurationBeforeThem() {
        for (Manifests manifests : List.of(Kustomize.base(SPLITS), Kustomize.base(with("../transition/merge")))) {
            int migration = wave(manifests.named(Job.class, "martlet-migrate"));
            assertThat(manifests.all(Deployment.class)).allMatch(deployment -> migration < wave(deployment));
            assertThat(manifests.all(ConfigMap.class)).isNotEmpty().allMatch(map -> wave(map) < migration);
        }
    }

    /** Pods that still run with an old ConfigMap find it when they are started again. */
    @Test
    void oldConfigurationOutlivesTheSync() {
        assertThat(Kustomize.base(List.of()).all(ConfigMap.class)).allSatisfy(map -> assertThat(map.getMetadata().getAnnotations())
                .containsEntry("argocd.argoproj.io/sync-options", "PruneLast=true")
                .containsEntry("kustomize.toolkit.fluxcd.io/prune", "disabled"));
    }

    @Test
    void withFluxEitherTheMainPodsOrTheOthersAreHeld() {
        Manifests main = Kustomize.base(with("../transition/hold-main"));
        Manifests others = Kustomize.base(with("../transition/hold-others"));
        assertThat(main.all(Deployment.class)).hasSizeGreaterThan(1).allMatch(deployment -> isHeld(deployment) == isMain(deployment));
        assertThat(others.all(Deployment.class)).hasSizeGreaterThan(1).allMatch(deployment -> isHeld(deployment) != isMain(deployment));
    }

    private static List<String> with(String transition) {
        var all = new ArrayList<>(SPLITS);
        all.add(transition);
        return all;
    }

    private static Deployment main(Manifests manifests) {
        return manifests.named(Deployment.class, "martlet");
    }

    private static Deployment pods(String module, Manifests manifests) {
        return manifests.named(Deployment.class, "martlet-" + module);
    }

    private static boolean isMain(Deployment deployment) {
        return deployment.getMetadata().getName().equals("martlet");
    }

    private static boolean isHeld(Deployment deployment) {
        return "disabled".equals(deployment.getMetadata().getAnnotations().get(HELD));
    }

    private static int wave(HasMetadata resource) {
        return Integer.parseInt(resource.getMetadata().getAnnotations().get(WAVE));
    }
}
