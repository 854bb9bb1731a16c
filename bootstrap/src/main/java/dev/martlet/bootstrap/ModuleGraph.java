package dev.martlet.bootstrap;

import dev.martlet.bootstrap.console.ArrowName;
import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.ModuleDescriptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The modules on the class path and the arrows between them, each after the modules that it calls. */
public final class ModuleGraph {
    private final Map<String, ModuleApi> modules;

    private ModuleGraph(Map<String, ModuleApi> modules) {
        this.modules = modules;
    }

    public static ModuleGraph load() {
        return of(ServiceLoader.load(ModuleApi.class).stream().map(ServiceLoader.Provider::get).toList());
    }

    /** @throws IllegalStateException if two share a name, one needs what is not there, or they need each other in a circle: a bug */
    static ModuleGraph of(List<ModuleApi> found) {
        var left = new ArrayList<>(found);
        left.sort(Comparator.comparing(module -> module.descriptor().name()));
        var ordered = new LinkedHashMap<String, ModuleApi>();
        while (!left.isEmpty()) {
            ModuleApi next = left.stream()
                    .filter(module -> ordered.keySet().containsAll(module.descriptor().dependencies()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("modules need each other in a circle, or one that is missing: " + names(left)));
            left.remove(next);
            if (ordered.put(next.descriptor().name(), next) != null) {
                throw new IllegalStateException("two modules are called " + next.descriptor().name());
            }
        }
        return new ModuleGraph(ordered);
    }

    public Set<String> names() {
        return modules.keySet();
    }

    /** In the order in which they may start. */
    public List<ModuleApi> modules() {
        return List.copyOf(modules.values());
    }

    ModuleApi module(String name) {
        return modules.get(name);
    }

    public ModuleDescriptor descriptor(String module) {
        return modules.get(module).descriptor();
    }

    /** The modules that handle events of this one. */
    public List<ModuleDescriptor> subscribersOf(String publisher) {
        return modules.values().stream().map(ModuleApi::descriptor).filter(module -> module.publishers().contains(publisher)).toList();
    }

    /** Every module with those that it calls or publishes events for. */
    public Map<String, List<String>> reaches() {
        var reaches = new LinkedHashMap<String, List<String>>();
        names().forEach(module -> reaches.put(module, Stream.concat(
                descriptor(module).dependencies().stream(),
                subscribersOf(module).stream().map(ModuleDescriptor::name)).distinct().sorted().toList()));
        return reaches;
    }

    /** Every call and every event that passes between two modules. */
    List<ArrowName> arrows() {
        return names().stream().flatMap(module -> Stream.concat(
                descriptor(module).dependencies().stream().map(callee -> new ArrowName(module, callee, ArrowName.CALLS)),
                subscribersOf(module).stream().map(subscriber -> new ArrowName(module, subscriber.name(), ArrowName.EVENTS)))).sorted().toList();
    }

    /** The types of the events on each arrow. */
    Map<ArrowName, List<String>> eventTypes() {
        var types = new TreeMap<ArrowName, List<String>>();
        names().forEach(subscriber -> descriptor(subscriber).subscribes().forEach(type -> types
                .computeIfAbsent(new ArrowName(type.module(), subscriber, ArrowName.EVENTS), _ -> new ArrayList<>()).add(type.name())));
        return types;
    }

    private static List<String> names(List<ModuleApi> modules) {
        return modules.stream().map(module -> module.descriptor().name()).toList();
    }
}
