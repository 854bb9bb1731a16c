package dev.martlet.bootstrap.support;

import dev.martlet.bootstrap.ModuleGraph;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Settings that place every module of the graph. */
public final class Topology {
    private Topology() {}

    /** The value of {@code modules.run} for all modules but these. */
    public static String allBut(String... modules) {
        var rest = new TreeSet<>(ModuleGraph.load().names());
        rest.removeAll(Set.of(modules));
        return String.join(",", rest);
    }

    /** The settings of a process that runs these, with all others behind one address. */
    public static Map<String, String> only(Set<String> here, String url) {
        var settings = new TreeMap<String, String>();
        settings.put("modules.run", here.isEmpty() ? "none" : String.join(",", here));
        ModuleGraph.load().names().stream().filter(module -> !here.contains(module)).forEach(module -> settings.put("modules." + module + ".url", url));
        return settings;
    }
}
