package dev.martlet.bootstrap.advice;

import dev.martlet.platform.calls.invoke.Invoker;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The process that advises, and what it knows of the others.
 *
 * @param here the modules that run in it
 * @param elsewhere the internal base URLs of others
 * @param reaches every module, and those that it calls or publishes events for
 * @param connections by module, the database connections that it may open
 * @param operations all public ones: method and path template
 * @param counts what this process has counted since its start
 * @param process calls the process at an internal base URL
 * @param internalPort the internal base URL of this process
 */
public record Surroundings(
        Set<String> here, Map<String, URI> elsewhere, Map<String, List<String>> reaches, Map<String, Integer> connections, Supplier<List<String>> operations,
        Supplier<Counts> counts, Function<URI, Invoker> process, Supplier<URI> internalPort) {

    /** A group for this process, for each URL, and for what it does not know an address of: who runs that is another process. */
    Grouping grouping() {
        var groups = new LinkedHashMap<String, List<String>>();
        reaches.keySet().stream().sorted().forEach(module -> groups.computeIfAbsent(place(module), _ -> new ArrayList<>()).add(module));
        List<List<String>> ordered = new ArrayList<>(groups.values());
        if (groups.containsKey("here")) {
            ordered.remove(groups.get("here"));
            ordered.addFirst(groups.get("here"));
        }
        return new Grouping(ordered);
    }

    private String place(String module) {
        return here.contains(module) ? "here" : elsewhere.containsKey(module) ? elsewhere.get(module).toString() : "unknown";
    }
}
