package dev.martlet.bootstrap.advice;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The kustomize files of pods that run some modules apart from the main pods. Both the components in {@code k8s} and the overlays that are advised are made
 * from them.
 *
 * @param name of the pods, without {@code martlet-}
 * @param wave of the deployment, after those of the modules that these call or publish events for
 */
public record SplitPods(String name, List<String> modules, int wave) {
    private static final String PODS = """
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            resources:
              - ../../../split
            nameSuffix: -${name}
            labels:
              - pairs: {app.kubernetes.io/component: ${name}}
                includeSelectors: true
            patches:
              - patch: |-
                  apiVersion: apps/v1
                  kind: Deployment
                  # After the modules that these call or publish events for.
                  metadata: {name: martlet, annotations: {argocd.argoproj.io/sync-wave: "${wave}"}}
                  spec:
                    template:
                      metadata:
                        labels:
            ${labels}
                      spec:
                        containers:
                          - name: martlet
                            env:
                              - {name: MODULES_RUN, value: "${run}"}
                              # What runs here: the addresses in martlet-topology are for the others.
            ${urls}
            replacements:
              # The Service gets the pods' name; ../../../split/service.yaml says why not before.
              - source: {kind: Deployment, fieldPath: metadata.name}
                targets:
                  - select: {kind: Service}
                    fieldPaths: [metadata.name]
            """;
    private static final String POLICY = """
            # Clients' requests for ${modules} come in through the edge, which forwards them. Who else may call is in ../../base/modules.yaml.
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: martlet-${name}-forwarded
              labels:
                app.kubernetes.io/name: martlet
                app.kubernetes.io/component: ${name}
            spec:
              podSelector:
                matchLabels:
                  app.kubernetes.io/name: martlet
                  app.kubernetes.io/component: ${name}
              policyTypes: [Ingress]
              ingress:
                - from:
                    - podSelector: {matchLabels: {martlet.dev/edge: "true"}}
                  ports: [{port: internal}]
            """;
    private static final String TOPOLOGY = """
            configMapGenerator:
              - name: martlet-topology
                behavior: merge
                literals:
            ${runs}
            ${urls}
            patches:
              - target: {kind: Deployment, labelSelector: app.kubernetes.io/component=main}
                patch: |-
            ${removals}
            """;

    /** In a folder of its own. */
    public String kustomization() {
        return PODS
                .replace("${name}", name)
                .replace("${wave}", String.valueOf(wave))
                .replace("${run}", String.join(",", modules))
                .replace("${labels}", lines(modules, module -> "              martlet.dev/runs-%s: \"true\"".formatted(module)))
                .replace("${urls}", lines(modules, module -> "                  - {name: MODULES_%s_URL, value: \"\"}".formatted(upper(module))));
    }

    /** Lets the requests in that the main pods forward. */
    public String policy() {
        return POLICY.replace("${name}", name).replace("${modules}", String.join(", ", modules));
    }

    /** The end of a kustomization: the main pods run these modules no more, and every process gets their addresses. */
    public static String topology(List<SplitPods> split) {
        return TOPOLOGY
                .replace("${runs}", eachModule(split, (_, module) -> "      - RUN_" + upper(module) + "="))
                .replace("${urls}", eachModule(split, (pods, module) -> "      - MODULES_%s_URL=http://martlet-%s:8081".formatted(upper(module), pods.name)))
                .replace("${removals}", eachModule(split, (_, module) ->
                        "      - {op: remove, path: /spec/template/metadata/labels/martlet.dev~1runs-" + module + "}"));
    }

    private interface Line {
        String of(SplitPods pods, String module);
    }

    private static String eachModule(List<SplitPods> split, Line line) {
        return split.stream().map(pods -> lines(pods.modules, module -> line.of(pods, module))).collect(Collectors.joining("\n"));
    }

    private static String lines(List<String> modules, Function<String, String> line) {
        return modules.stream().map(line).collect(Collectors.joining("\n"));
    }

    private static String upper(String module) {
        return module.toUpperCase(Locale.ROOT);
    }
}
