package dev.martlet.bootstrap.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where Javas may be, the likeliest first. */
final class JavaHomes {
    private final List<File> homes;

    JavaHomes(List<File> homes) {
        this.homes = homes;
    }

    /** What the environment names, then what package managers and IDEs install. */
    static JavaHomes ofThisMachine() {
        String home = System.getProperty("user.home");
        Stream<File> named = Stream.of("JAVA_HOME", "JDK_HOME", "JAVA_HOME_25", "JAVA_HOME_25_X64")
                .map(System::getenv)
                .filter(path -> path != null && !path.isEmpty())
                .map(File::new);
        Stream<File> installed = Stream.of(
                "/usr/lib/jvm", "/usr/lib64/jvm", "/usr/local/lib/jvm", "/usr/java", "/opt", "/opt/java", "/opt/jvm",
                home + "/.sdkman/candidates/java", home + "/.jdks", home + "/.gradle/jdks", home + "/.jbang/cache/jdks",
                home + "/.asdf/installs/java", home + "/.local/share/mise/installs/java").flatMap(JavaHomes::folders);
        Stream<File> bundles = Stream.of("/Library/Java/JavaVirtualMachines", home + "/Library/Java/JavaVirtualMachines")
                .flatMap(JavaHomes::folders)
                .map(bundle -> new File(bundle, "Contents/Home"));
        return new JavaHomes(Stream.of(named, installed, bundles).flatMap(found -> found).collect(Collectors.toList()));
    }

    /** The first {@code java} of at least this version. */
    Optional<File> java(int version) {
        return homes.stream()
                .filter(home -> version(home) >= version)
                .map(home -> new File(home, "bin/java"))
                .filter(File::canExecute)
                .findFirst();
    }

    private static Stream<File> folders(String parent) {
        File[] found = new File(parent).listFiles(File::isDirectory);
        return found == null ? Stream.empty() : Arrays.stream(found).sorted(Comparator.comparing(File::getName).reversed());
    }

    /** From the file {@code release} that every Java has ({@code JAVA_VERSION="25.0.1"}); 0 if there is none. */
    private static int version(File home) {
        try (Stream<String> lines = Files.lines(home.toPath().resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("[^0-9.]", "").split("\\.")[0])
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | RuntimeException unreadable) {
            return 0;
        }
    }
}
