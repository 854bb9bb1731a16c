package dev.martlet.bootstrap.k8s;

import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.ModuleDescriptor;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The modules and their arrows, from their own descriptions. */
final class Graph {
    private static final List<ModuleDescriptor> MODULES =
            ServiceLoader.load(ModuleApi.class).stream().map(provider -> provider.get().descriptor()).toList();

    private Graph() {}

    static Set<String> modules() {
        return MODULES.stream().map(ModuleDescriptor::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether one module calls the other. */
    static boolean calls(String caller, String callee) {
        return of(caller).dependencies().contains(callee);
    }

    /** Whether one module's events go to the other. */
    static boolean tells(String publisher, String subscriber) {
        return of(subscriber).publishers().contains(publisher);
    }

    static List<String> publishers() {
        return MODULES.stream().filter(module -> !module.publishes().isEmpty()).map(ModuleDescriptor::name).sorted().toList();
    }

    /** Every module with those that it calls or publishes events for. */
    static Map<String, List<String>> reaches() {
        return ModuleGraph.load().reaches();
    }

    private static ModuleDescriptor of(String name) {
        return MODULES.stream().filter(module -> module.name().equals(name)).findFirst().orElseThrow();
    }
}
