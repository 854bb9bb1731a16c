package dev.martlet.bootstrap.advice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which modules run in one process together.
 *
 * @param groups the modules of each process; clients send their requests to the first, which forwards those that others answer
 */
public record Grouping(List<List<String>> groups) {
    private static final String SEPARATOR = ",";

    /** @param groups without empty ones */
    public Grouping {
        groups = groups.stream().map(List::copyOf).toList();
    }

    /** What is wrong with a grouping that was asked for. */
    public static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1;

        Fault(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * @param run a list of modules for each group; those that none names run in the first
     * @param known all modules
     * @throws Fault if a module is unknown, or named twice
     */
    public static Grouping parse(List<String> run, Collection<String> known) {
        List<List<String>> groups = new ArrayList<>();
        var named = new HashSet<String>();
        for (String list : run) {
            groups.add(new ArrayList<>(group(list, known, named)));
        }
        known.stream().filter(module -> !named.contains(module)).forEach(groups.getFirst()::add);
        return new Grouping(groups);
    }

    private static List<String> group(String list, Collection<String> known, Set<String> named) {
        List<String> modules = Stream.of(list.split(SEPARATOR, -1)).map(String::strip).toList();
        for (String module : modules) {
            if (!known.contains(module)) {
                throw new Fault("must be a list of modules: " + String.join(", ", known));
            }
            if (!named.add(module)) {
                throw new Fault("must name each module once: " + module);
            }
        }
        return modules;
    }

    public List<String> modules() {
        return groups.stream().flatMap(List::stream).toList();
    }

    /** Empty if the module is in none. */
    public Optional<List<String>> of(String module) {
        return groups.stream().filter(group -> group.contains(module)).findFirst();
    }

    /** Whether a call between these passes from one process to another. */
    public boolean isRemote(String caller, String callee) {
        return !of(caller).equals(of(callee));
    }

    /** Whether clients' requests for it are forwarded. */
    public boolean isForwarded(String module) {
        return !groups.getFirst().contains(module);
    }

    /** Whether the same modules run together, and clients send their requests to the same group. */
    public boolean isSameAs(Grouping other) {
        return sets().equals(other.sets()) && Set.copyOf(groups.getFirst()).equals(Set.copyOf(other.groups.getFirst()));
    }

    private Set<Set<String>> sets() {
        return groups.stream().map(Set::copyOf).collect(Collectors.toSet());
    }

    /** What a group is called, in the names of hosts: {@code main} for the one that clients send requests to. */
    public String name(List<String> group) {
        return group.equals(groups.getFirst()) ? "main" : String.join("-", group);
    }
}
