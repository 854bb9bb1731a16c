package dev.martlet.bootstrap;

import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.runtime.ModuleDescriptor;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which modules run in this process and where the others are.
 *
 * @param here {@code modules.run}: the modules that this process runs
 * @param elsewhere {@code modules.<module>.url}: the internal base URLs of others
 */
public record Placement(Set<String> here, Map<String, URI> elsewhere) {
    private static final String ALL = "all";
    /** Runs nothing and forwards everything. Among modules it adds nothing, so that a list made of parts, all of which may be empty, can begin with it. */
    private static final String NONE = "none";

    /** @param directEvents whether subscribers are handed their events by a call, so that they need a URL */
    static Placement from(Settings root, ModuleGraph graph, ProcessSettings process, boolean directEvents) {
        Settings modules = root.node("modules");
        var elsewhere = new LinkedHashMap<String, URI>();
        for (String module : graph.names()) {
            modules.node(module).url("url").ifPresent(url -> elsewhere.put(module, url));
        }
        var placement = new Placement(run(modules, graph), elsewhere);
        placement.check(modules, graph, directEvents);
        placement.checkElsewhere(modules, process);
        return placement;
    }

    /** As if every module ran here, for a command that reads their databases: addresses of others are not looked at. */
    static Placement ofCommand(Settings root, ModuleGraph graph) {
        Settings modules = root.node("modules");
        modules.isSet("run");
        graph.names().forEach(module -> modules.node(module).isSet("url"));
        return new Placement(graph.names(), Map.of());
    }

    public boolean isHere(String module) {
        return here.contains(module);
    }

    public Optional<URI> url(String module) {
        return Optional.ofNullable(elsewhere.get(module));
    }

    private static Set<String> run(Settings modules, ModuleGraph graph) {
        String value = modules.text("run", ALL);
        if (value.equals(ALL)) {
            return graph.names();
        }
        var run = new LinkedHashSet<String>();
        Arrays.stream(value.split(",")).map(String::strip).filter(name -> !name.isEmpty()).forEach(run::add);
        boolean none = run.remove(NONE);
        String unknown = run.stream()
                .filter(name -> !graph.names().contains(name))
                .map(name -> "there is no module " + name + UnknownKeys.suggestion(name, graph.names()))
                .collect(Collectors.joining("; "));
        if (!unknown.isEmpty()) {
            modules.fault("run", unknown);
        }
        run.retainAll(graph.names());
        if (run.isEmpty() && !none) {
            modules.fault("run", "must be all, none, or a list of " + String.join(", ", graph.names()));
        }
        return run;
    }

    private void check(Settings modules, ModuleGraph graph, boolean directEvents) {
        for (String module : here) {
            ModuleDescriptor descriptor = graph.descriptor(module);
            descriptor.dependencies().forEach(needed -> reachable(modules, needed, module + " needs it"));
            if (directEvents) {
                graph.subscribersOf(module).forEach(subscriber -> reachable(modules, subscriber.name(), "it listens to " + module));
            }
            if (elsewhere.containsKey(module)) {
                modules.fault(module + ".url", "must not be set where " + module + " runs (modules.run)");
            }
        }
    }

    private void checkElsewhere(Settings modules, ProcessSettings process) {
        elsewhere.forEach((module, url) -> {
            if (!isHere(module) && process.isAt(url)) {
                modules.fault(module + ".url", "must be the address of a process that runs " + module + "; " + url + " is this one");
            }
        });
    }

    private void reachable(Settings modules, String module, String why) {
        if (!isHere(module) && !modules.node(module).isSet("url")) {
            modules.fault(module + ".url", "must be set, because " + module + " does not run here and " + why);
        }
    }
}
