package dev.martlet.bootstrap.advice;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The keys with which the processes of a grouping are started. Hosts are named after their groups, as the Services in {@code k8s} are, unless the group runs
 * already at a URL that this process knows.
 *
 * @param elsewhere the URLs that this process has, by module
 */
record SplitConfiguration(Grouping grouping, Map<String, URI> elsewhere) {
    private static final String HOST = "http://martlet-%s:8081";
    private static final String NODE = "modules.";

    /** What differs from the configuration of a process that runs all modules, by key. */
    Map<String, String> keys(List<String> group) {
        var keys = new LinkedHashMap<String, String>();
        keys.put(NODE + "run", String.join(",", group));
        grouping.modules().stream().filter(module -> !group.contains(module)).sorted()
                .forEach(module -> keys.put(NODE + module + ".url", url(grouping.of(module).orElseThrow())));
        return keys;
    }

    String yaml(List<String> group) {
        return "modules:\n" + keys(group).entrySet().stream()
                .map(key -> "  " + key.getKey().substring(NODE.length()) + ": " + key.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private String url(List<String> group) {
        URI known = elsewhere.get(group.getFirst());
        boolean isThere = known != null && elsewhere.entrySet().stream().allMatch(other -> other.getValue().equals(known) == group.contains(other.getKey()))
                && elsewhere.keySet().containsAll(group);
        return isThere ? known.toString() : HOST.formatted(grouping.name(group));
    }
}
