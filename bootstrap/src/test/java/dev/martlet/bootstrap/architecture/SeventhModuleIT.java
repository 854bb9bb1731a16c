package dev.martlet.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.support.Program;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's five steps, and nothing else, add a module: they are taken in a copy of the project, and then the program and the tests of the build know it.
 *
 * <p>Of {@code ./mvnw verify}, with which the last step ends, only a part runs here, so that this takes minutes: the module's own tests, those of the
 * packages of {@code bootstrap} that read the module graph, the configuration, the documents or the manifests, and those that ask every resource and every
 * process for all modules. The rest tests the other modules, which the copy does not change.
 */
class SeventhModuleIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    /** What building and running leave behind. */
    private static final Set<String> LEFT_BEHIND = Set.of("target", ".git", ".martlet", "node_modules");
    private static final List<String> TESTS = Stream.concat(
            Stream.of("architecture", "configuration", "contract", "docs", "k8s").map(room -> "dev.martlet.bootstrap." + room + ".*Test"),
            Stream.of("HttpRulesTest", "ManagementTest", "OpenApiTest", "RootTest", "TwoProcessesTest", "Reviews*Test")).toList();
    private static final int LONGEST_BUILD_S = 900;

    @TempDir
    private Path directory;

    @Test
    void fiveStepsAddAModule() throws Exception {
        Path project = directory.resolve("project");
        copy(ROOT, project, UnaryOperator.identity());

        copy(project.resolve("modules/loyalty"), project.resolve("modules/reviews"), SeventhModuleIT::renamed);
        for (String pom : List.of("pom.xml", "bootstrap/pom.xml")) {
            addLines(project.resolve(pom));
        }
        build(project, documentsCommand());
        build(project, "./mvnw -pl bootstrap -am package '-Dtest=" + String.join(",", TESTS) + "' -Dsurefire.failIfNoSpecifiedTests=false");

        for (String made : List.of("ARCHITECTURE.md", "config/split/three/sales.yaml", "k8s/base/all-modules.yaml", "k8s/components/egress/modules.yaml")) {
            assertThat(project.resolve(made)).content().contains("reviews");
        }
        Path run = Files.createDirectory(directory.resolve("run"));
        try (var program = Program.in(run).jar(project.resolve("bootstrap/target/martlet.jar")).on(TestDatabase.settings()).start().awaitReady()) {
            assertThat(program.http().get("/reviews/" + UUID.randomUUID()).expect(200).json().path("points").asInt(-1)).isZero();
            assertThat(program.management().get("/health/ready").expect(200).json().at("/modules/reviews/database").asString()).isEqualTo("UP");
        }
    }

    /** Beside each line that names the smallest module, one that names the new one: steps 1 and 2. */
    private static void addLines(Path pom) throws IOException {
        var lines = new ArrayList<String>();
        for (String line : Files.readAllLines(pom)) {
            lines.add(line);
            if (line.contains("loyalty")) {
                lines.add(renamed(line));
            }
        }
        Files.write(pom, lines);
    }

    /** The command of step 5. */
    private static String documentsCommand() throws IOException {
        return Files.readAllLines(ROOT.resolve("README.md")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("./mvnw ") && line.contains("-Dmartlet.docs=write"))
                .findFirst().orElseThrow();
    }

    private static String renamed(String text) {
        return text.replace("loyalty", "reviews").replace("Loyalty", "Reviews");
    }

    /** By a shell, as a reader would, but without the network: what this build needed is enough. */
    private static void build(Path project, String command) throws Exception {
        Path log = project.resolveSibling("build.log");
        String repository = Optional.ofNullable(System.getProperty("localRepository")).map(path -> " '-Dmaven.repo.local=" + path + "'").orElse("");
        Process process = new ProcessBuilder("sh", "-c", "exec " + command + " -o -B" + repository)
                .directory(project.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (!process.waitFor(LONGEST_BUILD_S, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        assertThat(process.waitFor()).as(() -> command + "\n" + read(log)).isZero();
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    /** @param rename of paths and of texts */
    private static void copy(Path from, Path to, UnaryOperator<String> rename) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (LEFT_BEHIND.contains(folder.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(target(folder));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isRegularFile() || LEFT_BEHIND.contains(file.getFileName().toString())) {
                    return FileVisitResult.CONTINUE;
                }
                if (rename.apply("loyalty").equals("loyalty")) {
                    Files.copy(file, target(file));
                } else {
                    Files.writeString(target(file), rename.apply(Files.readString(file)));
                }
                return FileVisitResult.CONTINUE;
            }

            private Path target(Path path) {
                return to.resolve(rename.apply(from.relativize(path).toString()));
            }
        });
    }
}
