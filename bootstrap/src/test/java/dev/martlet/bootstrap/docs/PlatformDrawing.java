package dev.martlet.bootstrap.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rooms of the platform, the feature modules as one, and the bootstrap: which uses which, as their module descriptors say. */
final class PlatformDrawing {
    private static final Pattern NAME = Pattern.compile("(?m)^(?:open )?module dev\\.martlet\\.([\\w.]+) ");
    private static final Pattern REQUIRED = Pattern.compile("(?m)^    requires (?:transitive )?dev\\.martlet\\.([\\w.]+);");
    private static final Pattern SERVICE_USED = Pattern.compile("(?m)^    uses ([\\w.]+);");
    private static final Pattern SERVICE_PROVIDED = Pattern.compile("(?m)^    provides ([\\w.]+)\\s");
    private static final String PLATFORM = "platform.";
    private static final String BOOTSTRAP = "bootstrap";
    private static final String FEATURES = "features";

    private final TreeMap<String, Set<String>> required = new TreeMap<>();
    private final TreeMap<String, Set<String>> servicesUsed = new TreeMap<>();
    private final TreeMap<String, Set<String>> servicesProvided = new TreeMap<>();

    /** @param root the folder of the project */
    PlatformDrawing(Path root) throws IOException {
        for (Path descriptor : descriptors(root)) {
            String text = Files.readString(descriptor);
            var name = NAME.matcher(text);
            if (name.find()) {
                String node = node(name.group(1));
                add(required, node, names(REQUIRED, text).map(PlatformDrawing::node).filter(other -> !other.equals(node)));
                add(servicesUsed, node, names(SERVICE_USED, text));
                add(servicesProvided, node, names(SERVICE_PROVIDED, text));
            }
        }
    }

    /** Without the arrows that follow from others. */
    String mermaid() {
        return """
                ```mermaid
                flowchart TD
                    %s
                ```
                """.formatted(String.join("\n    ", Stream.of(nodes(), requirements(), services()).flatMap(lines -> lines).toList()));
    }

    private Stream<String> nodes() {
        return required.keySet().stream().map(node -> node.equals(FEATURES) ? FEATURES + "[feature modules]" : node);
    }

    private Stream<String> requirements() {
        return required.keySet().stream().flatMap(node -> required.get(node).stream()
                .filter(used -> required.get(node).stream().noneMatch(other -> reaches(other, used)))
                .map(used -> node + " --> " + used));
    }

    private Stream<String> services() {
        return servicesUsed.keySet().stream().flatMap(node -> servicesProvided.keySet().stream()
                .filter(provider -> servicesProvided.get(provider).stream().anyMatch(servicesUsed.get(node)::contains))
                .map(provider -> node + " -.-> " + provider));
    }

    private boolean reaches(String from, String to) {
        return required.get(from).stream().anyMatch(used -> used.equals(to) || reaches(used, to));
    }

    private static String node(String module) {
        if (module.startsWith(PLATFORM)) {
            return module.substring(PLATFORM.length());
        }
        return module.equals(BOOTSTRAP) ? BOOTSTRAP : FEATURES;
    }

    private static Stream<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1));
    }

    private static void add(TreeMap<String, Set<String>> all, String node, Stream<String> names) {
        names.forEach(all.computeIfAbsent(node, _ -> new TreeSet<>())::add);
    }

    private static List<Path> descriptors(Path root) throws IOException {
        try (Stream<Path> rooms = Files.list(root.resolve("modules/platform")); Stream<Path> features = Files.list(root.resolve("modules"))) {
            return Stream.of(rooms, features, Stream.of(root.resolve(BOOTSTRAP)))
                    .flatMap(folders -> folders)
                    .map(folder -> folder.resolve("src/main/java/module-info.java"))
                    .filter(Files::exists)
                    .sorted()
                    .toList();
        }
    }
}
