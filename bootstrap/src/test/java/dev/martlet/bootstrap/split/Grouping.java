package dev.martlet.bootstrap.split;

import dev.martlet.bootstrap.ModuleGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which modules share a process: every module is in one group, and each group is a process. */
public record Grouping(List<Set<String>> groups) {
    static final List<String> MODULES = List.copyOf(ModuleGraph.load().names());

    /** Written as it is shown: {@code customers+orders payments}; what is not named shares one more process. */
    public static Grouping of(String text) {
        List<Set<String>> groups = new ArrayList<>();
        Arrays.stream(text.split(" ")).map(group -> Set.of(group.split("\\+"))).forEach(groups::add);
        var rest = new TreeSet<>(MODULES);
        groups.forEach(rest::removeAll);
        if (!rest.isEmpty()) {
            groups.add(rest);
        }
        return new Grouping(groups);
    }

    static Grouping together() {
        return new Grouping(List.of(Set.copyOf(MODULES)));
    }

    static Grouping apart() {
        return new Grouping(MODULES.stream().map(Set::of).toList());
    }

    /** Each way to share out the modules: as many as Bell's number of them. */
    static List<Grouping> all() {
        List<Grouping> all = List.of(new Grouping(List.of()));
        for (String module : MODULES) {
            all = all.stream().flatMap(grouping -> grouping.with(module).stream()).toList();
        }
        return all;
    }

    static List<Grouping> sample(long seed, int size) {
        var all = new ArrayList<>(all());
        Collections.shuffle(all, new Random(seed));
        return List.copyOf(all.subList(0, size));
    }

    /** The module joins each group, or is a group of its own. */
    private List<Grouping> with(String module) {
        var grown = new ArrayList<Grouping>();
        for (int joined = 0; joined <= groups.size(); joined++) {
            var next = new ArrayList<>(groups);
            if (joined == groups.size()) {
                next.add(Set.of(module));
            } else {
                var group = new TreeSet<>(groups.get(joined));
                group.add(module);
                next.set(joined, group);
            }
            grown.add(new Grouping(List.copyOf(next)));
        }
        return grown;
    }

    @Override
    public String toString() {
        return groups.stream().map(group -> String.join("+", new TreeSet<>(group))).collect(Collectors.joining(" "));
    }
}
