package dev.martlet.bootstrap.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** npm's eventsource, which follows the standard that browsers follow. */
class EventSourceInteropIT {
    @TempDir
    private static Path directory;

    private static Program program;

    @BeforeAll
    static void start() throws IOException {
        program = Program.in(Files.createDirectory(directory.resolve("program"))).on(TestDatabase.settings()).options(Program.SMALL).start().awaitReady();
    }

    @AfterAll
    static void end() {
        program.close();
    }

    @Test
    void anEventSourceStopsOnceItHasSeenTheFinalStatus() {
        RestClient http = program.rest();
        String customer = http.post("/customers", "{\"email\":\"ada@example.com\",\"name\":\"Ada\"}").expect(201).text("id");
        String product = http.post("/products", "{\"name\":\"Tea\",\"price\":{\"amount\":100,\"currency\":\"EUR\"},\"stock\":5}").expect(201).text("id");
        String order = http.post("/orders", Orders.byCard(customer, product, 1, "tok_visa")).expect(201).text("id");

        Debian.End end = NodeTools.install().script(directory, "watch.mjs", http.base() + "/orders/" + order + "/events");

        List<String> lines = end.output().lines().toList();
        assertThat(lines).startsWith("CONFIRMED").endsWith("closed").containsOnlyOnce("CONFIRMED").contains("error 204");
        assertThat(end.code()).isZero();
    }
}
