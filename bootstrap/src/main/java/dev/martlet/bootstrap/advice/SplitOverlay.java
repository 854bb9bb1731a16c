package dev.martlet.bootstrap.advice;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A kustomize overlay for a grouping, to be put into a folder of {@code k8s/overlays}. The first group runs in the main pods. A module that is alone has a
 * component; other groups get pods as {@code k8s/overlays/two-groups} has them.
 *
 * @param reaches by module, those that it calls or publishes events for
 */
public record SplitOverlay(Grouping grouping, Map<String, List<String>> reaches) {
    private static final String POLICY = """
            # Clients' requests for these modules come in through the main pods, which forward them. Who else may call is in ../../base/networkpolicy.yaml.
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
            ${urls}
            replacements:
              # The Service gets the pods' name; ../../../split/service.yaml says why not before.
              - source: {kind: Deployment, fieldPath: metadata.name}
                targets:
                  - select: {kind: Service}
                    fieldPaths: [metadata.name]
            """;
    private static final String TOGETHER = """
            configMapGenerator:
              - name: martlet-topology
                behavior: merge
                literals:
            ${literals}
            patches:
              - target: {kind: Deployment, labelSelector: app.kubernetes.io/component=main}
                patch: |-
            ${removals}
            """;

    /** The files by their path in the folder. */
    public Map<String, String> files() {
        var files = new TreeMap<String, String>();
        files.put("kustomization.yaml", kustomization());
        for (List<String> group : together()) {
            String name = grouping.name(group);
            files.put(name + "/kustomization.yaml", pods(group, name));
            files.put("networkpolicy-" + name + ".yaml", POLICY.replace("${name}", name));
        }
        return files;
    }

    private String kustomization() {
        var text = new StringBuilder("""
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources:
                  - ../../base
                """);
        together().forEach(group -> text.append("  - %1$s\n  - networkpolicy-%1$s.yaml\n".formatted(grouping.name(group))));
        if (grouping.groups().size() > 1) {
            text.append("components:\n");
        }
        alone().forEach(module -> text.append("  - ../../components/split-").append(module).append('\n'));
        if (!together().isEmpty()) {
            text.append("  - ../../labels\n").append(topology());
        }
        return text.toString();
    }

    private String topology() {
        List<String> modules = together().stream().flatMap(List::stream).toList();
        String runs = lines(modules, module -> "      - RUN_" + upper(module) + "=");
        String urls = lines(modules, module -> "      - MODULES_%s_URL=http://martlet-%s:8081".formatted(
                upper(module), grouping.name(grouping.of(module).orElseThrow())));
        String removals = lines(modules, module -> "      - {op: remove, path: /spec/template/metadata/labels/martlet.dev~1runs-" + module + "}");
        return TOGETHER.replace("${literals}", runs + "\n" + urls).replace("${removals}", removals);
    }

    private String pods(List<String> group, String name) {
        return PODS
                .replace("${name}", name)
                .replace("${wave}", String.valueOf(group.stream().mapToInt(this::wave).max().orElse(1)))
                .replace("${run}", String.join(",", group))
                .replace("${labels}", lines(group, module -> "              martlet.dev/runs-%s: \"true\"".formatted(module)))
                .replace("${urls}", lines(group, module -> "                  - {name: MODULES_%s_URL, value: \"\"}".formatted(upper(module))));
    }

    /** After the modules that it reaches. */
    private int wave(String module) {
        return 1 + reaches.getOrDefault(module, List.of()).stream().mapToInt(this::wave).max().orElse(0);
    }

    private List<List<String>> together() {
        return grouping.groups().stream().skip(1).filter(group -> group.size() > 1).toList();
    }

    private List<String> alone() {
        return grouping.groups().stream().skip(1).filter(group -> group.size() == 1).map(List::getFirst).toList();
    }

    private static String lines(List<String> modules, Function<String, String> line) {
        return modules.stream().map(line).collect(Collectors.joining("\n"));
    }

    private static String upper(String module) {
        return module.toUpperCase(Locale.ROOT);
    }
}
