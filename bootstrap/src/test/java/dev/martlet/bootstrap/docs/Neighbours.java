package dev.martlet.bootstrap.docs;

import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.platform.runtime.ModuleDescriptor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which modules connect to which, by calls and by events; all in alphabetical order. */
final class Neighbours {
    private final ModuleGraph graph;
    private final List<String> names;

    Neighbours(ModuleGraph graph) {
        this.graph = graph;
        this.names = graph.names().stream().sorted().toList();
    }

    List<String> names() {
        return names;
    }

    List<String> callersOf(String module) {
        return those(other -> graph.descriptor(other).dependencies().contains(module));
    }

    /** Those whose events it handles. */
    List<String> publishersFor(String module) {
        return those(graph.descriptor(module).publishers()::contains);
    }

    /** Those that it calls or publishes events for. */
    List<String> reachedBy(String module) {
        Set<String> subscribers = graph.subscribersOf(module).stream().map(ModuleDescriptor::name).collect(Collectors.toSet());
        return those(other -> subscribers.contains(other) || graph.descriptor(module).dependencies().contains(other));
    }

    List<String> publishers() {
        return those(module -> !graph.descriptor(module).publishes().isEmpty());
    }

    /** From 1: one more than that of any module that it reaches. */
    int wave(String module) {
        return wave(module, Set.of());
    }

    int lastWave() {
        return names.stream().mapToInt(this::wave).max().orElse(0);
    }

    private int wave(String module, Set<String> callers) {
        if (callers.contains(module)) {
            throw new IllegalStateException("no order of deployment: " + module + " reaches itself by way of calls and events of " + callers);
        }
        var path = new HashSet<>(callers);
        path.add(module);
        return 1 + reachedBy(module).stream().mapToInt(other -> wave(other, path)).max().orElse(0);
    }

    private List<String> those(Predicate<String> include) {
        return names.stream().filter(include).toList();
    }
}
