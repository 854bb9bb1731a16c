package dev.martlet.bootstrap.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mvnw} runs Maven on, with a Maven that says so and a machine on which nothing else is. */
final class WrapperTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    /** Of this test itself: a real one. */
    private static final String JDK = "JAVA_HOME=" + System.getProperty("java.home");
    private static final List<String> TOOLS = List.of("sed", "uname", "dirname", "basename", "tr", "id");

    @TempDir
    private Path machine;

    @BeforeEach
    void prepare() throws IOException {
        for (String name : TOOLS) {
            tool(name);
        }
        Files.createDirectories(machine.resolve("jdks"));
        script(maven().resolve("bin/mvn"), "echo $JAVA_HOME; echo $PATH");
    }

    @Test
    void withoutAJdkItSaysSoInOneLine() throws Exception {
        jdk("jdks/old", "17.0.15");
        Ended ended = wrapper();
        assertThat(ended.code).isEqualTo(1);
        assertThat(ended.lines).singleElement().asString().startsWith("Martlet needs a JDK 25 or newer");
    }

    @Test
    void aJdkInAUsualFolderIsFound() throws Exception {
        jdk("jdks/a 17", "17.0.15");
        Path jdk = jdk("jdks/b 25", "25.0.3");
        assertThat(wrapper().lines.get(0)).isEqualTo(jdk.toString());
    }

    @Test
    void aJavaHomeThatIsTooOldGivesWay() throws Exception {
        Path old = jdk("old", "17.0.15");
        Path jdk = jdk("jdks/new", "25");
        assertThat(wrapper("JAVA_HOME=" + old).lines.get(0)).isEqualTo(jdk.toString());
    }

    @Test
    void aJavaHomeThatIsNewEnoughStaysAndComesFirstOnThePath() throws Exception {
        Path chosen = jdk("chosen", "26.0.1");
        jdk("jdks/other", "25");
        Ended ended = wrapper("JAVA_HOME=" + chosen);
        assertThat(ended.lines.get(0)).isEqualTo(chosen.toString());
        assertThat(ended.lines.get(1)).startsWith(chosen + "/bin:");
    }

    @Test
    void aJavaThatCannotCompileIsPassedOver() throws Exception {
        Files.delete(jdk("jdks/jre", "25").resolve("bin/javac"));
        assertThat(wrapper().code).isEqualTo(1);
    }

    /** As in the base image of the Dockerfile, which has neither curl, wget nor unzip. */
    @Test
    void withAJdkAloneItFetchesChecksAndUnpacksMaven() throws Exception {
        Path project = freshProject();
        Ended ended = wrapper(project, JDK, "MVNW_REPOURL=" + machine.resolve("repository").toUri());
        assertThat(ended.lines).containsExactly("Maven was run");
    }

    @Test
    void aMavenWithAnotherChecksumIsRefused() throws Exception {
        Path project = freshProject();
        Files.write(distribution(), List.of("changed"), StandardOpenOption.APPEND);
        Ended ended = wrapper(project, JDK, "MVNW_REPOURL=" + machine.resolve("repository").toUri());
        assertThat(ended.code).isEqualTo(1);
        assertThat(String.join(" ", ended.lines)).contains("Failed to validate Maven distribution SHA-256");
    }

    @Test
    void theMavenThatItFetchesHasAChecksum() throws Exception {
        assertThat(properties().getProperty("distributionSha256Sum")).matches("[0-9a-f]{64}");
    }

    /** The wrapper beside the address and the checksum of a Maven of one script. */
    private Path freshProject() throws Exception {
        for (String name : List.of("cat", "chmod", "ls", "mkdir", "mktemp", "mv", "rm", "sha256sum")) {
            tool(name);
        }
        Files.createDirectories(distribution().getParent());
        String name = distribution().getFileName().toString().replace("-bin.zip", "");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(distribution()))) {
            zip.putNextEntry(new ZipEntry(name + "/bin/mvn"));
            zip.write("#!/bin/sh\necho Maven was run\n".getBytes(StandardCharsets.UTF_8));
        }
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(distribution()));
        Path project = machine.resolve("project");
        Files.createDirectories(project.resolve(".mvn/wrapper"));
        Files.copy(ROOT.resolve("mvnw"), project.resolve("mvnw"));
        Files.write(project.resolve(".mvn/wrapper/maven-wrapper.properties"), List.of(
                "distributionUrl=" + properties().getProperty("distributionUrl"), "distributionSha256Sum=" + String.format("%064x", new BigInteger(1, sum))));
        // What a run before has left there would be used instead.
        Files.delete(maven().resolve("bin/mvn"));
        Files.delete(maven().resolve("bin"));
        Files.delete(maven());
        return project;
    }

    private Path distribution() throws IOException {
        String address = properties().getProperty("distributionUrl");
        return machine.resolve("repository").resolve(address.substring(address.indexOf("org/apache/maven/")));
    }

    /** How a run of mvnw ended, and what it said on either stream. */
    private static final class Ended {
        private final int code;
        private final List<String> lines;

        private Ended(int code, List<String> lines) {
            this.code = code;
            this.lines = lines;
        }
    }

    private Ended wrapper(String... environment) throws Exception {
        return wrapper(ROOT, environment);
    }

    private Ended wrapper(Path project, String... environment) throws Exception {
        Path said = machine.resolve("said");
        List<String> command = new ArrayList<>(List.of("env", "-i", "PATH=" + machine.resolve("bin"), "HOME=" + machine,
                "MVNW_JDKS=" + machine.resolve("jdks")));
        command.addAll(List.of(environment));
        command.addAll(List.of("/bin/sh", project.resolve("mvnw").toString(), "-version"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readAllLines(said));
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = FakeJava.of(machine.resolve(name), version, "").toPath();
        script(home.resolve("bin/javac"), "");
        return home;
    }

    /** Where the wrapper looks for a Maven that it has fetched before: under the hash of its address. */
    private Path maven() throws IOException {
        String address = properties().getProperty("distributionUrl");
        String name = address.substring(address.lastIndexOf('/') + 1).replaceFirst("-bin\\.zip$", "");
        return machine.resolve(".m2/wrapper/dists").resolve(name).resolve(Integer.toHexString(address.hashCode()));
    }

    private static Properties properties() throws IOException {
        Properties wrapper = new Properties();
        try (var in = Files.newInputStream(ROOT.resolve(".mvn/wrapper/maven-wrapper.properties"))) {
            wrapper.load(in);
        }
        return wrapper;
    }

    private void tool(String name) throws IOException {
        Path found = Path.of(List.of("/usr/bin", "/bin").stream().filter(folder -> Files.exists(Path.of(folder, name))).findFirst().orElseThrow(), name);
        script(machine.resolve("bin").resolve(name), "exec " + found + " \"$@\"");
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
