package dev.martlet.bootstrap.k8s;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What the NetworkPolicies let into a pod, decided as a cluster's network does. */
record Traffic(List<NetworkPolicy> policies) {
    static Traffic of(Manifests manifests) {
        return new Traffic(manifests.all(NetworkPolicy.class));
    }

    /** From a pod with some labels to a named port of a pod of the same namespace. */
    boolean allows(Map<String, String> from, Map<String, String> to, String port) {
        return enter(to, port, peer -> peer.getNamespaceSelector() == null && Labels.match(peer.getPodSelector(), from));
    }

    boolean allowsFromNamespace(String namespace, Map<String, String> to, String port) {
        return enter(to, port, peer -> peer.getNamespaceSelector() != null
                && Labels.match(peer.getNamespaceSelector(), Map.of("kubernetes.io/metadata.name", namespace)));
    }

    private boolean enter(Map<String, String> to, String port, Predicate<NetworkPolicyPeer> isPeer) {
        List<NetworkPolicy> concerned = policies.stream().filter(policy -> Labels.match(policy.getSpec().getPodSelector(), to)).toList();
        return concerned.isEmpty() || concerned.stream()
                .flatMap(policy -> policy.getSpec().getIngress().stream())
                .filter(rule -> opens(rule, port))
                .anyMatch(rule -> rule.getFrom().isEmpty() || rule.getFrom().stream().anyMatch(isPeer));
    }

    private static boolean opens(NetworkPolicyIngressRule rule, String port) {
        return rule.getPorts().stream().anyMatch(opened -> opened.getPort().getStrVal().equals(port));
    }
}
