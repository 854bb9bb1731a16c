package dev.martlet.bootstrap.advice;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A kustomize overlay for a grouping, to be put into a folder of {@code k8s/overlays}. The first group runs in the main pods. A module that is alone has a
 * component; other groups get pods as {@code k8s/overlays/two-groups} has them.
 *
 * @param reaches by module, those that it calls or publishes events for
 */
public record SplitOverlay(Grouping grouping, Map<String, List<String>> reaches) {
    /** The files by their path in the folder. */
    public Map<String, String> files() {
        var files = new TreeMap<String, String>();
        files.put("kustomization.yaml", kustomization());
        for (SplitPods pods : together()) {
            files.put(pods.name() + "/kustomization.yaml", pods.kustomization());
            files.put("networkpolicy-" + pods.name() + ".yaml", pods.policy());
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
        together().forEach(pods -> text.append("  - %1$s\n  - networkpolicy-%1$s.yaml\n".formatted(pods.name())));
        if (grouping.groups().size() > 1) {
            text.append("components:\n");
        }
        alone().forEach(module -> text.append("  - ../../components/split-").append(module).append('\n'));
        if (!together().isEmpty()) {
            text.append("  - ../../labels\n").append(SplitPods.topology(together()));
        }
        return text.toString();
    }

    private List<SplitPods> together() {
        return grouping.groups().stream().skip(1).filter(group -> group.size() > 1)
                .map(group -> new SplitPods(grouping.name(group), group, group.stream().mapToInt(this::wave).max().orElse(1)))
                .toList();
    }

    /** After the modules that it reaches. */
    private int wave(String module) {
        return 1 + reaches.getOrDefault(module, List.of()).stream().mapToInt(this::wave).max().orElse(0);
    }

    private List<String> alone() {
        return grouping.groups().stream().skip(1).filter(group -> group.size() == 1).map(List::getFirst).toList();
    }
}
