package dev.martlet.bootstrap.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.testing.FreePorts;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that runs out of file descriptors. */
class ListenersInteropIT {
    private static final int ENOUGH = 4096;

    @Test
    void aProcessWhoseListenerDiedForWantOfDescriptorsEnds(@TempDir Path directory) throws IOException {
        int port = FreePorts.take(1).getFirst();
        try (var program = Program.in(directory).on(TestDatabase.settings()).options(Program.SMALL).property("server.port", port + "")
                .start().awaitReady()) {
            limit(directory, program, open(program));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                try (var _ = new Socket("127.0.0.1", port)) {
                    return false;
                } catch (IOException _) {
                    return true;
                }
            });
            limit(directory, program, ENOUGH);
            var end = program.awaitEnd();
            assertThat(end.code()).isEqualTo(70);
            assertThat(program.errors()).contains("The listener of server.port " + port + " has died for good");
        }
    }

    private static void limit(Path directory, Program program, int descriptors) {
        Debian.End end = Debian.run(directory, "prlimit", "--pid=" + program.pid(), "--nofile=" + descriptors + ":" + ENOUGH);
        assertThat(end.code()).as(end.output()).isZero();
    }

    private static int open(Program program) throws IOException {
        try (var descriptors = Files.list(Path.of("/proc/" + program.pid() + "/fd"))) {
            return (int) descriptors.count();
        }
    }
}
