package dev.martlet.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.testing.FreePorts;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.Topology;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's command, and nothing else, adds a module: it is run in a copy of the project, and then the program and the tests of the build know the module.
 *
 * <p>Of {@code ./mvnw verify} only a part runs here, so that this takes minutes: the module's own tests, those of the packages of {@code bootstrap} that read
 * the module graph, the configuration, the documents or the manifests, and those that ask every resource and every process for all modules, but not every
 * one of the 128 sets of modules that can be split off. The rest tests the other modules, which the copy does not change.
 */
class SeventhModuleIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    /** What building and running leave behind. */
    private static final Set<String> LEFT_BEHIND = Set.of("target", ".git", ".martlet", "node_modules");
    private static final List<String> TESTS = Stream.concat(
            Stream.of("access", "architecture", "configuration", "contract", "docs", "k8s").map(room -> "dev.martlet.bootstrap." + room + ".*Test"),
            Stream.of("ExamplesTest", "HttpRulesTest", "ManagementTest", "OpenApiTest", "RootTest", "TwoProcessesTest", "Review*Test", "AddReviewTest",
                    "CustomerHandlersTest", "!SplitsTest#anySet*")).toList();
    private static final int LONGEST_BUILD_S = 900;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final DatabaseSettings database = TestDatabase.settings();

    @TempDir
    private Path directory;

    @Test
    void oneCommandAddsAModule() throws Exception {
        Path project = directory.resolve("project");
        copy(ROOT, project);

        build(project, command());
        build(project, "./mvnw -pl bootstrap -am package '-Dtest=" + String.join(",", TESTS) + "' -Dsurefire.failIfNoSpecifiedTests=false");

        for (String made : List.of("ARCHITECTURE.md", "config/split/three/sales.yaml", "k8s/base/all-modules.yaml", "k8s/components/egress/modules.yaml",
                "k8s/components/split-reviews/kustomization.yaml", "modules/reviews/src/main/resources/contract/reviews.json")) {
            assertThat(project.resolve(made)).content().contains("eview");
        }
        Path jar = project.resolve("bootstrap/target/martlet.jar");
        try (var program = in("together", jar).start().awaitReady()) {
            assertIsUsed(program, program);
        }
        assertIsSplitOff(jar);
    }

    private void assertIsSplitOff(Path jar) throws IOException {
        List<Integer> ports = FreePorts.take(2);
        var main = in("main", jar)
                .property("internal.port", ports.get(0).toString())
                .property("modules.run", Topology.allBut())
                .property("modules.reviews.url", "http://127.0.0.1:" + ports.get(1));
        var apart = in("apart", jar).property("internal.port", ports.get(1).toString());
        Topology.only(Set.of("reviews"), "http://127.0.0.1:" + ports.get(0)).forEach(apart::property);
        try (var front = main.start(); var reviews = apart.start()) {
            assertIsUsed(front.awaitReady(), reviews.awaitReady());
        }
    }

    /** A route, a table, and an event in; the event out is recorded with the first, as the module's own tests show. */
    private static void assertIsUsed(Program front, Program reviews) {
        String customer = front.http().post("/customers", "{\"email\": \"" + UUID.randomUUID() + "@example.org\", \"name\": \"Ada\"}").expect(201).text("id");
        String review = front.http().post("/reviews", "{\"customerId\": \"" + customer + "\", \"text\": \"Good tea.\"}").expect(201).text("id");

        assertThat(front.http().get("/reviews?customerId=" + customer).expect(200).json().at("/items/0/id").asString()).isEqualTo(review);
        assertThat(reviews.management().get("/health/ready").expect(200).json().at("/modules/reviews/database").asString()).isEqualTo("UP");

        front.http().delete("/customers/" + customer).expect(204);
        await().atMost(SOON).untilAsserted(() -> front.http().get("/reviews/" + review).expect(404));
    }

    private Program.Preparation in(String name, Path jar) throws IOException {
        return Program.in(Files.createDirectory(directory.resolve(name))).jar(jar).on(database);
    }

    /** Of the README. */
    private static String command() throws IOException {
        return Files.readAllLines(ROOT.resolve("README.md")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("./mvnw -Pnew-module -Dname=reviews"))
                .findFirst().orElseThrow();
    }

    /** By a shell, as a reader would, with the repository of this build, which may lack a plugin of the command. */
    private static void build(Path project, String command) throws Exception {
        Path log = project.resolveSibling("build.log");
        String repository = Optional.ofNullable(System.getProperty("localRepository")).map(path -> " '-Dmaven.repo.local=" + path + "'").orElse("");
        Process process = new ProcessBuilder("sh", "-c", "exec " + command + " -B" + repository)
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

    private static void copy(Path from, Path to) throws IOException {
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
                Files.copy(file, target(file));
                return FileVisitResult.CONTINUE;
            }

            private Path target(Path path) {
                return to.resolve(from.relativize(path).toString());
            }
        });
    }
}
