package dev.martlet.bootstrap.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LauncherTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void withoutANewerJavaItSaysSoInOneLine() throws Exception {
        int code = Launcher.launch(new JavaHomes(List.of()), new String[0], new PrintStream(errors, true, UTF_8));
        assertThat(code).isEqualTo(78);
        assertThat(errors.toString(UTF_8).lines()).singleElement().asString().startsWith("Martlet needs Java 25 or newer");
    }

    @Test
    void theProgramGetsTheArgumentsAndItsExitCodeIsPassedOn() throws Exception {
        Path said = folder.resolve("said");
        File home = FakeJava.of(folder.resolve("java"), "25", "printf '%s\\n' \"$@\" > " + said + "; exit 7");
        int code = Launcher.launch(new JavaHomes(List.of(home)), new String[] {"one", "two words"}, System.err);
        assertThat(code).isEqualTo(7);
        assertThat(Files.readAllLines(said)).contains("-Dmartlet.parent=end", "-jar").endsWith("one", "two words");
    }

    @Test
    void systemPropertiesArePassedOn() throws Exception {
        Path said = folder.resolve("said");
        File home = FakeJava.of(folder.resolve("java"), "25", "printf '%s\\n' \"$@\" > " + said);
        assertThat(launcher(home, "-Dserver.port=9000").waitFor()).isZero();
        assertThat(Files.readAllLines(said)).contains("-Dserver.port=9000");
    }

    @Test
    void theProgramEndsWithTheLauncher() throws Exception {
        Path started = folder.resolve("started");
        Path ended = folder.resolve("ended");
        File home = FakeJava.of(folder.resolve("java"), "25",
                "trap 'touch " + ended + "; exit 0' TERM; touch " + started + "; while :; do sleep 0.05; done");
        Process launcher = launcher(home, "-Dserver.port=9000");
        await().until(() -> Files.exists(started));
        launcher.destroy();
        assertThat(launcher.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ended).exists();
    }

    /** A launcher in a process of its own, which finds this Java alone. */
    private static Process launcher(File home, String property) throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        return new ProcessBuilder(java, property, "-cp", System.getProperty("java.class.path"), Launch.class.getName(), home.getPath())
                .inheritIO()
                .start();
    }

    /** What the launcher's own {@code main} does on an older Java. */
    static final class Launch {
        private Launch() {}

        public static void main(String[] arguments) throws Exception {
            System.exit(Launcher.launch(new JavaHomes(List.of(new File(arguments[0]))), new String[0], System.err));
        }
    }
}
