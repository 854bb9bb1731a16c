package dev.martlet.bootstrap.architecture;

import dev.martlet.platform.runtime.ModuleDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The sources of a feature module, and what its descriptor declares.
 *
 * @param name the module's name in the graph
 * @param offersApi whether other modules may call it
 * @param publishers the modules whose events it handles
 * @param files the text of each file below {@code src}, by its path
 */
record ModuleSources(String name, boolean offersApi, boolean publishesEvents, List<String> publishers, Map<String, String> files) {
    static ModuleSources read(ModuleDescriptor module, Path folder) {
        return new ModuleSources(
                module.name(), module.offers().isPresent(), !module.publishes().isEmpty(), module.publishers(), read(folder.resolve("src")));
    }

    /** The module's name as names of types begin with it: {@code Customers}. */
    String typeName() {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    boolean hasApiPackage() {
        return offersApi || publishesEvents;
    }

    List<SourceFile> main() {
        return java("main");
    }

    List<SourceFile> main(String folder) {
        return main().stream().filter(file -> file.folder().equals(folder)).toList();
    }

    List<SourceFile> tests() {
        return java("test");
    }

    private List<SourceFile> java(String tree) {
        Path root = Path.of(tree, "java", "dev", "martlet", name);
        return files.entrySet().stream()
                .filter(file -> Path.of(file.getKey()).startsWith(root) && file.getKey().endsWith(".java"))
                .map(file -> SourceFile.of(root.relativize(Path.of(file.getKey())), file.getValue()))
                .toList();
    }

    private static Map<String, String> read(Path sources) {
        try (Stream<Path> paths = Files.walk(sources)) {
            var files = new TreeMap<String, String>();
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(sources.relativize(path).toString().replace('\\', '/'), Files.readString(path));
            }
            return files;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
