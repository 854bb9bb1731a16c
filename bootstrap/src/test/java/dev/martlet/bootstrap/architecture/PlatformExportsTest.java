package dev.martlet.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.ModuleGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a feature module can read of the platform, as the descriptors say: no migration runner, no relay, no remote client. */
final class PlatformExportsTest {
    private static final Path MODULES = Path.of("..", "modules");
    private static final Pattern REQUIRED = Pattern.compile("(?m)^ *requires (?:transitive )?dev\\.martlet\\.platform\\.([\\w.]+);");
    private static final Pattern PASSED_ON = Pattern.compile("(?m)^ *requires transitive dev\\.martlet\\.platform\\.([\\w.]+);");
    /** To everybody: an export to some rooms has {@code to} before the semicolon. */
    private static final Pattern EXPORTED = Pattern.compile("(?m)^ *exports dev\\.martlet\\.platform\\.([\\w.]+);");

    @Test
    void aFeatureModuleReadsTheseRoomsAndPackagesOfThePlatform() {
        var rooms = new TreeSet<String>();
        ModuleGraph.load().names().forEach(module -> found(REQUIRED, MODULES.resolve(module)).forEach(room -> read(room, rooms)));

        assertThat(rooms).containsExactlyInAnyOrder("core", "sql", "http", "calls", "events", "runtime");
        assertThat(rooms.stream().flatMap(room -> found(EXPORTED, MODULES.resolve("platform", room)).stream())).containsExactlyInAnyOrder(
                "core", "core.json", "core.observe", "core.settings", "core.trace", "core.work",
                "sql",
                "http", "http.problem",
                "calls",
                "events",
                "runtime", "runtime.idempotency", "runtime.inspection", "runtime.invariants");
    }

    /** The room, and those that it passes on to those that require it. */
    private static void read(String room, Set<String> rooms) {
        if (rooms.add(room)) {
            found(PASSED_ON, MODULES.resolve("platform", room)).forEach(next -> read(next, rooms));
        }
    }

    private static List<String> found(Pattern pattern, Path module) {
        try {
            String descriptor = Files.readString(module.resolve("src/main/java/module-info.java"));
            return pattern.matcher(descriptor).results().map(result -> result.group(1)).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
