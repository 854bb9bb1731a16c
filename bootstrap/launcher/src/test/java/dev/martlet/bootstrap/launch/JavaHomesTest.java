package dev.martlet.bootstrap.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JavaHomesTest {
    @TempDir
    private Path folder;

    @Test
    void theFirstThatIsNewEnoughIsTaken() throws IOException {
        File old = FakeJava.of(folder.resolve("old"), "17.0.15", "");
        File newer = FakeJava.of(folder.resolve("newer"), "25.0.3", "");
        File newest = FakeJava.of(folder.resolve("newest"), "26", "");
        assertThat(new JavaHomes(List.of(old, newer, newest)).java(25)).contains(new File(newer, "bin/java"));
        assertThat(new JavaHomes(List.of(old, newest)).java(25)).contains(new File(newest, "bin/java"));
        assertThat(new JavaHomes(List.of(old)).java(25)).isEmpty();
    }

    @Test
    void whatIsNoJavaIsPassedOver() throws IOException {
        File broken = FakeJava.of(folder.resolve("broken"), "unknown", "");
        File withoutProgram = FakeJava.of(folder.resolve("without-program"), "25", "");
        Files.delete(withoutProgram.toPath().resolve("bin/java"));
        File nowhere = folder.resolve("nowhere").toFile();
        assertThat(new JavaHomes(List.of(nowhere, broken, withoutProgram)).java(25)).isEmpty();
    }

    @Test
    void theMachineThatRunsThisTestIsSearchedWithoutTrouble() {
        assertThat(JavaHomes.ofThisMachine().java(1_000)).isEmpty();
    }
}
