package dev.martlet.bootstrap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The program as the container image has it, put together by the Dockerfile's own words, since tests have no container engine. */
final class Image {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Pattern LEFT_OUT = Pattern.compile("&& rm (.*\\.jar) ");

    private Image() {}

    static List<String> dockerfile() {
        try {
            return Files.readAllLines(Path.of("..", "Dockerfile"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What is started there. */
    static Path jar(Path directory) {
        try {
            Files.createDirectories(directory.resolve("lib"));
            for (Path jar : jars().stream().filter(jar -> leftOut().stream().noneMatch(pattern -> matches(pattern, jar))).toList()) {
                Files.copy(jar, directory.resolve("lib").resolve(jar.getFileName()));
            }
            return Files.copy(TARGET.resolve("martlet.jar"), directory.resolve("martlet.jar"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The JVM options of the image. */
    static Path options() {
        return Path.of("..", "docker", "java.options").toAbsolutePath().normalize();
    }

    /** The patterns of jars that the program was built with and the image does not have. */
    static List<String> leftOut() {
        var found = LEFT_OUT.matcher(String.join("\n", dockerfile()));
        if (!found.find()) {
            throw new AssertionError("the Dockerfile leaves nothing out");
        }
        return List.of(found.group(1).split(" "));
    }

    static List<Path> jars() {
        try (var jars = Files.list(TARGET.resolve("lib"))) {
            return jars.toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static boolean matches(String pattern, Path jar) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(jar.getFileName());
    }
}
