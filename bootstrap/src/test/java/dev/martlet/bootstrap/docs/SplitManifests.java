package dev.martlet.bootstrap.docs;

import java.util.Locale;
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
            files.put(folder + "/kustomization.yaml", component(module));
            files.put(folder + "/networkpolicy.yaml", forwarded(module));
            files.put(folder + "/pod/kustomization.yaml", pod(module));
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

    private static String component(String module) {
        return """
                # The module ${module} in pods of its own.
                apiVersion: kustomize.config.k8s.io/v1alpha1
                kind: Component
                resources:
                  - pod
                  - networkpolicy.yaml
                components:
                  - ../../labels
                configMapGenerator:
                  - name: martlet-topology
                    behavior: merge
                    literals:
                      - RUN_${MODULE}=
                      - MODULES_${MODULE}_URL=http://martlet-${module}:8081
                patches:
                  - target: {kind: Deployment, labelSelector: app.kubernetes.io/component=main}
                    patch: |-
                      - {op: remove, path: /spec/template/metadata/labels/martlet.dev~1runs-${module}}
                """.replace("${module}", module).replace("${MODULE}", module.toUpperCase(Locale.ROOT));
    }

    private static String forwarded(String module) {
        return """
                # Clients' requests for ${module} come in through the edge, which forwards them. Who else may call is in ../../base/modules.yaml.
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata:
                  name: martlet-${module}-forwarded
                  labels:
                    app.kubernetes.io/name: martlet
                    app.kubernetes.io/component: ${module}
                spec:
                  podSelector:
                    matchLabels:
                      app.kubernetes.io/name: martlet
                      app.kubernetes.io/component: ${module}
                  policyTypes: [Ingress]
                  ingress:
                    - from:
                        - podSelector: {matchLabels: {martlet.dev/edge: "true"}}
                      ports: [{port: internal}]
                """.replace("${module}", module);
    }

    private String pod(String module) {
        return """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources:
                  - ../../../split
                nameSuffix: -${module}
                labels:
                  - pairs: {app.kubernetes.io/component: ${module}}
                    includeSelectors: true
                patches:
                  - patch: |-
                      apiVersion: apps/v1
                      kind: Deployment
                      # After the modules that it calls or publishes events for.
                      metadata: {name: martlet, annotations: {argocd.argoproj.io/sync-wave: "${wave}"}}
                      spec:
                        template:
                          metadata: {labels: {martlet.dev/runs-${module}: "true"}}
                          spec:
                            containers:
                              - name: martlet
                                env:
                                  - {name: MODULES_RUN, value: ${module}}
                                  # It runs here: the address in martlet-topology is for the others.
                                  - {name: MODULES_${MODULE}_URL, value: ""}
                replacements:
                  # The Service gets the pods' name; ../../../split/service.yaml says why not before.
                  - source: {kind: Deployment, fieldPath: metadata.name}
                    targets:
                      - select: {kind: Service}
                        fieldPaths: [metadata.name]
                """.replace("${module}", module).replace("${MODULE}", module.toUpperCase(Locale.ROOT)).replace("${wave}", String.valueOf(modules.wave(module)));
    }
}
