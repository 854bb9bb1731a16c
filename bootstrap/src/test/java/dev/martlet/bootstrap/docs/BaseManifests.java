package dev.martlet.bootstrap.docs;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the manifests of all pods know of the modules: where each runs by default, and who reaches whom. */
final class BaseManifests {
    private final Neighbours modules;

    BaseManifests(Neighbours modules) {
        this.modules = modules;
    }

    Map<String, String> files() {
        return Map.of(
                "k8s/base/all-modules.yaml", mainPods(),
                "k8s/base/topology.env", """
                        # Which modules the main pods run. Each component changes its module's line.
                        %s
                        """.formatted(ModuleFiles.lines(modules.names(), module -> "RUN_%s=%s,".formatted(upper(module), module))),
                "k8s/base/main-urls.env", """
                        # Where the others find a module that martlet-topology says nothing of: in the main pods.
                        %s
                        """.formatted(ModuleFiles.lines(modules.names(), module -> "MODULES_%s_URL=http://martlet-main:8081".formatted(upper(module)))),
                "k8s/base/modules.yaml", ingress(),
                "k8s/components/egress/modules.yaml", """
                        # Each module reaches the modules that it calls or publishes events for, as in ../../base/modules.yaml.
                        %s""".formatted(documents(modules.names(), modules::reachedBy, BaseManifests::egress)),
                "k8s/components/kafka/topics.yaml", modules.publishers().stream().map(BaseManifests::topic).collect(Collectors.joining("---\n")));
    }

    private String mainPods() {
        return """
                # The main pods run every module that no component has split off, and take the clients' requests for all of them.
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: martlet
                  annotations:
                    # Argo CD: after the pods of all modules that were split off. README.md has the order for the way back.
                    argocd.argoproj.io/sync-wave: "%d"
                spec:
                  template:
                    metadata:
                      labels:
                        # The public Service's pods; they may forward to every other.
                        martlet.dev/edge: "true"
                        # What runs here, for the NetworkPolicies.
                %s
                    spec:
                      containers:
                        - name: martlet
                          env:
                            - name: MODULES_RUN
                              # From martlet-topology; what has been split off is empty there. With nothing left they run none and only forward.
                              value: none,%s
                """.formatted(
                modules.lastWave() + 1,
                ModuleFiles.lines(modules.names(), module -> "        martlet.dev/runs-%s: \"true\"".formatted(module)),
                modules.names().stream().map(module -> "$(RUN_%s)".formatted(upper(module))).collect(Collectors.joining()));
    }

    private String ingress() {
        return """
                # Each module's internal port: from the pods that run a module which calls it. Pods beside the main ones let in the edge, too, which forwards
                # clients' requests to them: see ../components/split-payments/networkpolicy.yaml.
                %s---
                # The direct transport hands subscribers their events on the internal port too.
                %s""".formatted(
                documents(modules.names(), modules::callersOf, (module, callers) -> ingress(module, module, callers)),
                documents(modules.names(), modules::publishersFor, (module, publishers) -> ingress(module + "-events", module, publishers)));
    }

    /** A policy of a module and the modules at the other end. */
    private interface Policy {
        String text(String module, List<String> others);
    }

    /** A policy for each module that has others at the other end. */
    private static String documents(List<String> modules, Function<String, List<String>> others, Policy policy) {
        return modules.stream()
                .filter(module -> !others.apply(module).isEmpty())
                .map(module -> policy.text(module, others.apply(module)))
                .collect(Collectors.joining("---\n"));
    }

    private static String ingress(String name, String module, List<String> from) {
        return policy(name, module, "Ingress", "from", from);
    }

    private static String egress(String module, List<String> to) {
        return policy("egress-" + module, module, "Egress", "to", to);
    }

    /** @param end the key for the modules at the other end */
    private static String policy(String name, String module, String type, String end, List<String> others) {
        return """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata:
                  name: martlet-${name}
                  labels:
                    app.kubernetes.io/name: martlet
                    app.kubernetes.io/component: network
                spec:
                  podSelector:
                    matchLabels: {martlet.dev/runs-${module}: "true"}
                  policyTypes: [${type}]
                  ${rules}:
                    - ${end}:
                ${selectors}
                      ports: [{port: internal}]
                """
                .replace("${name}", name)
                .replace("${module}", module)
                .replace("${type}", type)
                .replace("${rules}", type.toLowerCase(Locale.ROOT))
                .replace("${end}", end)
                .replace("${selectors}", selectors(others));
    }

    private static String topic(String publisher) {
        return """
                apiVersion: kafka.strimzi.io/v1
                kind: KafkaTopic
                metadata:
                  name: martlet-%s
                  labels:
                    strimzi.io/cluster: martlet
                spec:
                  topicName: martlet.%s
                  partitions: 12
                  replicas: 3
                """.formatted(publisher, publisher);
    }

    private static String selectors(List<String> others) {
        return ModuleFiles.lines(others, module -> "        - podSelector: {matchLabels: {martlet.dev/runs-%s: \"true\"}}".formatted(module));
    }

    private static String upper(String module) {
        return module.toUpperCase(Locale.ROOT);
    }
}
