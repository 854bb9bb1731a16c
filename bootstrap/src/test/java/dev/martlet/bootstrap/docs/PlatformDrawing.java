package dev.martlet.bootstrap.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rooms of the platform and which uses which, as their module descriptors say. */
final class PlatformDrawing {
    private static final Pattern ROOM = Pattern.compile("(?m)^(?:open )?module dev\\.martlet\\.platform\\.([\\w.]+) ");
    private static final Pattern USED = Pattern.compile("(?m)^    requires (?:transitive )?dev\\.martlet\\.platform\\.([\\w.]+);");

    private final TreeMap<String, TreeSet<String>> rooms = new TreeMap<>();

    /** @param platform the folder of the rooms */
    PlatformDrawing(Path platform) throws IOException {
        for (Path descriptor : descriptors(platform)) {
            String text = Files.readString(descriptor);
            var room = ROOM.matcher(text);
            if (room.find()) {
                rooms.put(room.group(1), USED.matcher(text).results().map(used -> used.group(1)).collect(Collectors.toCollection(TreeSet::new)));
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
                """.formatted(Stream.concat(
                        rooms.keySet().stream().map(room -> "    " + room),
                        rooms.keySet().stream().flatMap(room -> rooms.get(room).stream()
                                .filter(used -> rooms.get(room).stream().noneMatch(other -> reaches(other, used)))
                                .map(used -> "    " + room + " --> " + used)))
                .collect(Collectors.joining("\n")));
    }

    private boolean reaches(String from, String to) {
        return rooms.get(from).stream().anyMatch(used -> used.equals(to) || reaches(used, to));
    }

    private static List<Path> descriptors(Path platform) throws IOException {
        try (Stream<Path> rooms = Files.list(platform)) {
            return rooms.map(room -> room.resolve("src/main/java/module-info.java")).filter(Files::exists).sorted().toList();
        }
    }
}
