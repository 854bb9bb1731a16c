package dev.martlet.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.Program;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process with few file descriptors. */
class DescriptorsIT {
    private static final int LIMIT = 400;

    @Test
    void moreConnectionsThanDescriptorsDoNotEndAListener(@TempDir Path directory) throws IOException {
        try (var program = Program.in(directory).on(TestDatabase.settings()).options(Program.SMALL).descriptors(LIMIT).start().awaitReady()) {
            assertThat(program.errors()).hasLineCount(1).contains("ulimit -n", "server.connections.max");
            var idle = new ArrayList<Socket>();
            try {
                for (int i = 0; i < 2 * LIMIT; i++) {
                    idle.add(new Socket("127.0.0.1", URI.create(program.http().base()).getPort()));
                }
                program.management().get("/health/live").expect(200);
            } finally {
                for (Socket socket : idle) {
                    socket.close();
                }
            }
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> program.rest().get("/products").expect(200));
            program.management().get("/health/live").expect(200);
        }
    }
}
