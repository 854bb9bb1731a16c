package dev.martlet.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown. */
public final class Table {
    private final List<String> lines = new ArrayList<>();

    public Table(String... columns) {
        lines.add(line(List.of(columns)));
        lines.add(line(List.of(columns).stream().map(_ -> "---").toList()));
    }

    public Table row(String name, List<String> cells) {
        var all = new ArrayList<>(List.of(name));
        all.addAll(cells);
        lines.add(line(all));
        return this;
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }
}
