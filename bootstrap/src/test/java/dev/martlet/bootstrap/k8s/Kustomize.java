package dev.martlet.bootstrap.k8s;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Renders the manifests as {@code kubectl apply -k} would; needs no cluster. */
final class Kustomize {
    private static final Path ROOT = Path.of("..", "k8s").toAbsolutePath().normalize();
    /** Of this JVM alone: tests run in several at once. */
    private static final Path WORK = Path.of("target", "k8s", String.valueOf(ProcessHandle.current().pid())).toAbsolutePath();
    private static final long LONGEST_S = 60;

    private Kustomize() {}

    /** Skips the test where there is no kubectl. */
    static void need() {
        boolean found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")) || Files.isExecutable(Path.of(folder, "kubectl.exe")));
        Assumptions.assumeTrue(found, "kubectl is not installed, so the manifests in k8s/ are not checked");
    }

    static List<String> overlays() {
        return folders("overlays");
    }

    /** {@code split-…}, ingress and the like. */
    static List<String> components() {
        return Stream.concat(folders("components").stream(), Stream.of("postgres/trial")).toList();
    }

    static Manifests overlay(String name) {
        return Manifests.of(render(ROOT.resolve("overlays").resolve(name)));
    }

    /** The overlay with these components beside its own. */
    static Manifests overlay(String name, List<String> components) {
        return Manifests.of(render(own("overlays/" + name, components)));
    }

    /** The base with these components, as an operator's own overlay would name them. */
    static Manifests base(List<String> components) {
        return Manifests.of(render(own("base", components)));
    }

    /** Written below {@code target}, because kustomize wants relative paths. */
    private static Path own(String resource, List<String> components) {
        String name = Stream.concat(Stream.of(resource), components.stream()).collect(Collectors.joining("+")).replace('/', '-');
        Path directory = WORK.resolve(name);
        String lines = components.stream().map(component -> "  - " + relative(directory, "components/" + component) + "\n").collect(Collectors.joining());
        String text = """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources:
                  - %s
                """.formatted(relative(directory, resource)) + (components.isEmpty() ? "" : "components:\n" + lines);
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("kustomization.yaml"), text);
            return directory;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String relative(Path directory, String target) {
        return directory.relativize(ROOT.resolve(target)).toString().replace('\\', '/');
    }

    private static String render(Path directory) {
        try {
            var process = new ProcessBuilder("kubectl", "kustomize", directory.toString()).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes());
            if (!process.waitFor(LONGEST_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError("kubectl kustomize " + directory + ": " + text);
            }
            return text;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static List<String> folders(String parent) {
        try (var found = Files.list(ROOT.resolve(parent))) {
            return found.filter(Files::isDirectory).map(folder -> folder.getFileName().toString()).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
