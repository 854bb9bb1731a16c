package dev.martlet.bootstrap.k8s;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the NetworkPolicies let into a pod and out of it, decided as a cluster's network does. */
record Traffic(List<NetworkPolicy> policies) {
    private static final String NAMESPACE = "kubernetes.io/metadata.name";

    static Traffic of(Manifests manifests) {
        return new Traffic(manifests.all(NetworkPolicy.class));
    }

    /** From a pod with some labels to a port (its name or number) of a pod of the same namespace. */
    boolean allows(Map<String, String> from, Map<String, String> to, String port) {
        return enter(to, port, ownNamespace(from));
    }

    boolean allowsFromNamespace(String namespace, Map<String, String> to, String port) {
        return enter(to, port, peer -> peer.getNamespaceSelector() != null && Labels.match(peer.getNamespaceSelector(), Map.of(NAMESPACE, namespace)));
    }

    /** Whether the pod may open connections to a port of another pod of the same namespace. */
    boolean leaves(Map<String, String> from, Map<String, String> to, String port) {
        return leave(from, port, ownNamespace(to));
    }

    /** Whether the pod may open connections to a port of pods in another namespace. */
    boolean leavesToNamespace(Map<String, String> from, String namespace, Map<String, String> to, String port) {
        return leave(from, port, peer -> peer.getNamespaceSelector() != null && Labels.match(peer.getNamespaceSelector(), Map.of(NAMESPACE, namespace))
                && (peer.getPodSelector() == null || Labels.match(peer.getPodSelector(), to)));
    }

    /** Whether the pod may open connections to a port of any address. */
    boolean leavesToAnywhere(Map<String, String> from, String port) {
        return leave(from, port, peer -> peer.getIpBlock() != null && peer.getIpBlock().getCidr().equals("0.0.0.0/0"));
    }

    private static Predicate<NetworkPolicyPeer> ownNamespace(Map<String, String> labels) {
        return peer -> peer.getIpBlock() == null && peer.getNamespaceSelector() == null && Labels.match(peer.getPodSelector(), labels);
    }

    private boolean enter(Map<String, String> to, String port, Predicate<NetworkPolicyPeer> isPeer) {
        return concerned("Ingress", to).findAny().isEmpty() || concerned("Ingress", to)
                .flatMap(policy -> policy.getSpec().getIngress().stream())
                .filter(rule -> opens(rule.getPorts(), port))
                .anyMatch(rule -> rule.getFrom().isEmpty() || rule.getFrom().stream().anyMatch(isPeer));
    }

    private boolean leave(Map<String, String> from, String port, Predicate<NetworkPolicyPeer> isPeer) {
        return concerned("Egress", from).findAny().isEmpty() || concerned("Egress", from)
                .flatMap(policy -> policy.getSpec().getEgress().stream())
                .filter(rule -> opens(rule.getPorts(), port))
                .anyMatch(rule -> rule.getTo().isEmpty() || rule.getTo().stream().anyMatch(isPeer));
    }

    private Stream<NetworkPolicy> concerned(String type, Map<String, String> pod) {
        return policies.stream().filter(policy -> policy.getSpec().getPolicyTypes().contains(type) && Labels.match(policy.getSpec().getPodSelector(), pod));
    }

    private static boolean opens(List<NetworkPolicyPort> ports, String port) {
        return ports.stream().map(NetworkPolicyPort::getPort).anyMatch(opened -> port.equals(text(opened)));
    }

    private static String text(IntOrString port) {
        return port.getStrVal() == null ? String.valueOf(port.getIntVal()) : port.getStrVal();
    }
}
