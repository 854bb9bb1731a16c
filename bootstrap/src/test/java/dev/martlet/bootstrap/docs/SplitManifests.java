package dev.martlet.bootstrap.docs;

import dev.martlet.bootstrap.advice.SplitPods;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The components that run a module in pods of its own, and the overlay that names them all. */
final class SplitManifests {
    private final Neighbours modules;

    SplitManifests(Neighbours modules) {
        this.modules = modules;
    }

    Map<String, String> files() {
        var files = new TreeMap<String, String>();
        files.put("k8s/overlays/six-pods/kustomization.yaml", eachApart());
        for (String module : modules.names()) {
            String folder = "k8s/components/split-" + module;
            var pods = new SplitPods(module, List.of(module), modules.wave(module));
            files.put(folder + "/kustomization.yaml", component(pods));
            files.put(folder + "/networkpolicy.yaml", pods.policy());
            files.put(folder + "/pod/kustomization.yaml", pods.kustomization());
        }
        return files;
    }

    private String eachApart() {
        return """
                # Each module in pods of its own. Nothing is left for the main ones, so clients' requests come in through those of orders.
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources:
                  - ../../base
                components:
                %s
                patches:
                  - target: {labelSelector: app.kubernetes.io/component=main}
                    patch: |-
                      $patch: delete
                      apiVersion: any
                      kind: Any
                      metadata: {name: any}
                  - target: {kind: Deployment, name: martlet-orders}
                    patch: |-
                      - {op: add, path: /spec/template/metadata/labels/martlet.dev~1edge, value: "true"}
                """.formatted(ModuleFiles.lines(modules.names(), module -> "  - ../../components/split-" + module));
    }

    private static String component(SplitPods pods) {
        return """
                # The module ${name} in pods of its own.
                apiVersion: kustomize.config.k8s.io/v1alpha1
                kind: Component
                resources:
                  - pod
                  - networkpolicy.yaml
                components:
                  - ../../labels
                """.replace("${name}", pods.name()) + SplitPods.topology(List.of(pods));
    }
}
