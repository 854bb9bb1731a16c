package dev.martlet.bootstrap.k8s;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    private static final Map<Path, String> RENDERED = new ConcurrentHashMap<>();

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

    /** {@code split-…}, ingress and the like, which may be named in any order; those of internal-tls come after what they secure. */
    static List<String> components() {
        var certificates = folders("components/internal-tls").stream().map("internal-tls/%s"::formatted);
        return Stream.of(folders("components").stream(), Stream.of("postgres/trial"), certificates).flatMap(names -> names).toList();
    }

    static Manifests overlay(String name) {
        return Manifests.of(render(ROOT.resolve("overlays").resolve(name)));
    }

    /** An overlay of these files beside those of the repository, with a component. */
    static Manifests overlay(Map<String, String> files, String component) {
        Path copy = WORK.resolve("copy-" + Integer.toHexString(files.hashCode()));
        copy(ROOT, copy);
        files.forEach((path, text) -> write(copy.resolve("overlays/own").resolve(path), text));
        Path checked = copy.resolve("overlays/checked");
        write(checked.resolve("kustomization.yaml"), """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources:
                  - ../own
                components:
                  - ../../components/%s
                """.formatted(component));
        return Manifests.of(render(checked));
    }

    private static void copy(Path from, Path to) {
        try (var files = Files.walk(from)) {
            files.filter(Files::isRegularFile).forEach(file -> write(to.resolve(from.relativize(file)), read(file)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The overlay with these components beside its own. */
    static Manifests overlay(String name, List<String> components) {
        return Manifests.of(render(own(List.of("overlays/" + name), components, "")));
    }

    /** The base with these components, as an operator's own overlay would name them. */
    static Manifests base(List<String> components) {
        return base(List.of(), components, "");
    }

    /** The base with further resources and components, and with these lines at the end of the overlay. */
    static Manifests base(List<String> resources, List<String> components, String lines) {
        return Manifests.of(text(resources, components, lines));
    }

    /** The same as text. */
    static String text(List<String> resources, List<String> components, String lines) {
        return render(own(Stream.concat(Stream.of("base"), resources.stream()).toList(), components, lines));
    }

    /** Written below {@code target}, because kustomize wants relative paths. */
    private static Path own(List<String> resources, List<String> components, String lines) {
        var directory = WORK.resolve(Integer.toHexString(List.of(resources, components, lines).hashCode()));
        String text = """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                """
                + list("resources", resources, directory)
                + list("components", components.stream().map(name -> "components/" + name).toList(), directory)
                + lines;
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("kustomization.yaml"), text);
            return directory;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String list(String key, List<String> targets, Path directory) {
        return targets.isEmpty() ? "" : key + ":\n" + targets.stream().map(target -> "  - " + relative(directory, target) + "\n").collect(Collectors.joining());
    }

    private static String relative(Path directory, String target) {
        return directory.relativize(ROOT.resolve(target).normalize()).toString().replace('\\', '/');
    }

    /** Each once, because many tests look at the same. */
    private static String render(Path directory) {
        return RENDERED.computeIfAbsent(directory, Kustomize::rendered);
    }

    private static String rendered(Path directory) {
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
