package dev.martlet.platform.sql.migration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The migrations that this program brings for a module, as versions and checksums: enough to see whether a schema has them all without
 * starting Flyway, which takes longer than all the rest of a start.
 */
final class MigrationFiles {
    private static final Pattern NAME = Pattern.compile("V(\\d+(?:_\\d+)*)__\\w+\\.sql");

    private MigrationFiles() {}

    /** The platform's and the module's own. */
    static List<String> locations(String module) {
        return List.of("db/platform", "db/" + module);
    }

    /** Version (such as {@code 0.1}) to checksum. */
    static Map<String, Integer> of(String module) {
        var checksums = new TreeMap<String, Integer>();
        for (String location : locations(module)) {
            for (String file : files(location)) {
                var name = NAME.matcher(file);
                if (name.matches()) {
                    checksums.put(name.group(1).replace('_', '.'), checksum(location + "/" + file));
                }
            }
        }
        return checksums;
    }

    private static List<String> files(String location) {
        try {
            var found = Collections.list(loader().getResources(location));
            return found.stream().flatMap(directory -> files(location, directory).stream()).distinct().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> files(String location, URL directory) {
        try {
            return switch (directory.openConnection()) {
                case JarURLConnection jar -> jar.getJarFile().stream()
                        .map(entry -> entry.getName())
                        .filter(entry -> entry.startsWith(location + "/"))
                        .map(entry -> entry.substring(location.length() + 1))
                        .toList();
                case URLConnection other -> {
                    try (Stream<Path> files = Files.list(Path.of(URI.create(other.getURL().toString())))) {
                        yield files.map(file -> file.getFileName().toString()).toList();
                    }
                }
            };
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** As Flyway makes it: CRC32 over the lines without their ends. */
    private static int checksum(String resource) {
        var crc = new CRC32();
        try (var reader = new BufferedReader(new InputStreamReader(loader().getResourceAsStream(resource), StandardCharsets.UTF_8))) {
            reader.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
            return (int) crc.getValue();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static ClassLoader loader() {
        return MigrationFiles.class.getClassLoader();
    }
}
