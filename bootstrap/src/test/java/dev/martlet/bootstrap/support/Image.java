package dev.martlet.bootstrap.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The program as the container image has it, put together by the Dockerfile's own words, since tests have no container engine. */
public final class Image {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path FLAGS = Path.of("..", "docker", "java.flags").toAbsolutePath().normalize();
    private static final Path TRAINING = Path.of("..", "docker", "Train.java").toAbsolutePath().normalize();
    private static final String JAVA = ProcessHandle.current().info().command().orElseThrow();
    private static final long LONGEST_TRAINING_S = 300;
    private static final Pattern LEFT_OUT = Pattern.compile("&& rm (.*\\.jar) ");

    private Image() {}

    public static List<String> dockerfile() {
        try {
            return Files.readAllLines(Path.of("..", "Dockerfile"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What is started there. */
    public static Path jar(Path directory) {
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

    /** The JVM flags of the image without its AOT cache, for a program that has none. */
    public static Path flags(Path directory) {
        try {
            return Files.write(directory.resolve("java.flags"),
                    Files.readAllLines(FLAGS).stream().filter(line -> !line.startsWith("AOTCache=")).toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The image's program in a directory, with the AOT cache that the build of the image makes; made with nothing but the programs of the base images. */
    public static Path trained(Path directory) {
        try {
            Path image = jar(directory.resolve("image")).getParent();
            Files.copy(FLAGS, image.resolve("java.flags"));
            train(TARGET, image, directory);
            return image;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The built program in a directory, with the AOT cache that the profile {@code aot} makes. */
    public static Path trainedBuild(Path directory) {
        try {
            Path built = Files.createDirectories(directory.resolve("built"));
            Files.createDirectories(built.resolve("lib"));
            for (Path jar : jars()) {
                Files.copy(jar, built.resolve("lib").resolve(jar.getFileName()));
            }
            Files.copy(TARGET.resolve("martlet.jar"), built.resolve("martlet.jar"));
            train(built, built, directory);
            return built;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void train(Path built, Path program, Path directory) throws IOException {
        var builder = new ProcessBuilder(JAVA, TRAINING.toString(), built.toString(), program.toString(), directory.resolve("work").toString())
                .redirectErrorStream(true).redirectOutput(directory.resolve("training").toFile());
        builder.environment().keySet().retainAll(Set.of("HOME", "TMPDIR", "LANG"));
        builder.environment().put("PATH", BaseImages.path(directory.resolve("bin")).toString());
        try {
            Process training = builder.start();
            boolean ended = training.waitFor(LONGEST_TRAINING_S, TimeUnit.SECONDS);
            training.destroy();
            if (!ended || training.exitValue() != 0) {
                throw new AssertionError("the training failed:\n" + Files.readString(directory.resolve("training")));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What is started in the image, by the Java of this test. */
    public static List<String> entrypoint() {
        String line = dockerfile().getLast();
        List<String> words = Stream.of(line.substring(line.indexOf('[') + 1, line.indexOf(']')).split(", ")).map(word -> word.replace("\"", "")).toList();
        return Stream.concat(Stream.of(JAVA), words.stream().skip(1)).toList();
    }

    /** The patterns of jars that the program was built with and the image does not have. */
    public static List<String> leftOut() {
        var found = LEFT_OUT.matcher(String.join("\n", dockerfile()));
        if (!found.find()) {
            throw new AssertionError("the Dockerfile leaves nothing out");
        }
        return List.of(found.group(1).split(" "));
    }

    public static List<Path> jars() {
        try (var jars = Files.list(TARGET.resolve("lib"))) {
            return jars.toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static boolean matches(String pattern, Path jar) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(jar.getFileName());
    }
}
