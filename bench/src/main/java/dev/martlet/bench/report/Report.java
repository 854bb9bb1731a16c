package dev.martlet.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code REPORT.md} with its plots. A run replaces the sections of its parts and keeps the others, each with the date and the commit of its own run.
 *
 * @param parts the names of all parts, in the order of their sections
 */
public record Report(Path directory, List<String> parts) {
    private static final String HEAD = """
            # Benchmark report

            Made by `./mvnw -Pbench`; [README.md](README.md) explains the parts and what the columns mean. Compare figures of one section only:
            the speed of a machine changes. Ratios are medians over rounds, with the lowest and the highest. CPU time is user and system time
            for one good response, counted until the events that the load caused are handled.
            """;
    private static final Pattern SECTION = Pattern.compile("(?s)<!-- part: (\\S+) -->\n(.*?)<!-- end -->\n");

    /** @param circumstances date, commit, machine and settings of the run */
    public void add(Section section, String circumstances) throws IOException {
        var sections = new TreeMap<String, String>();
        if (Files.exists(file())) {
            SECTION.matcher(Files.readString(file())).results().forEach(found -> sections.put(found.group(1), found.group(2)));
        }
        sections.put(section.part(), "## " + section.title() + "\n\n" + circumstances + "\n\n" + section.markdown());
        for (Map.Entry<String, String> plot : section.plots().entrySet()) {
            Files.writeString(Files.createDirectories(directory.resolve("plots")).resolve(plot.getKey()), plot.getValue());
        }
        Files.createDirectories(directory);
        Files.writeString(file(), HEAD + parts.stream().filter(sections::containsKey)
                .map(part -> "\n<!-- part: " + part + " -->\n" + sections.get(part) + "<!-- end -->\n")
                .collect(Collectors.joining()));
    }

    private Path file() {
        return directory.resolve("REPORT.md");
    }
}
