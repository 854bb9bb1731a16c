package dev.martlet.bootstrap.docs;

import dev.martlet.bootstrap.ModuleGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The files of {@code config/split} and {@code k8s} that say where each module runs. */
final class ModuleFiles {
    private ModuleFiles() {}

    /** @return contents by path from the root of the project, with slashes */
    static Map<String, String> of(ModuleGraph graph, Path root) throws IOException {
        var modules = new Neighbours(graph);
        var files = new TreeMap<String, String>();
        files.putAll(new SplitExamples(modules.names()).files());
        files.putAll(new BaseManifests(modules).files());
        files.putAll(new SplitManifests(modules).files());
        files.putAll(new TlsManifests(modules).files());
        files.putAll(DatabaseSize.of(modules, root.resolve("k8s")).files());
        files.replaceAll((_, content) -> "# Made by DocumentsTest from the module graph.\n" + content);
        return files;
    }

    static String lines(List<String> modules, Function<String, String> line) {
        return modules.stream().map(line).collect(Collectors.joining("\n"));
    }
}
