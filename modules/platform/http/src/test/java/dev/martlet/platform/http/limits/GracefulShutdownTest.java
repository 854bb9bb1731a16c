package dev.martlet.platform.http.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.server.TestServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a server ends while it has clients. */
class GracefulShutdownTest {
    private static final Duration SOON = TestServer.LONGEST_STOP.dividedBy(2);

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final TestServer server = new TestServer(
            Resource.at("/slow").get(Access.anyone(), _ -> slow()),
            Resource.at("/stream").stream(Access.anyone(), "text/event-stream", _ -> out -> {
                out.write("data: 1\n\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
                follow();
            }));

    @AfterEach
    void end() {
        released.countDown();
        threads.close();
    }

    @Test
    void aRequestInFlightIsAnsweredAndIsTheLastOfItsConnection() throws Exception {
        Future<HttpResponse<String>> answer = threads.submit(() -> server.get("/slow"));
        entered.await();
        long begin = System.nanoTime();
        Future<?> stop = threads.submit(server::stop);
        Awaitility.await().until(() -> !listens());
        released.countDown();
        stop.get();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
        assertThat(answer.get().statusCode()).isEqualTo(204);
    }

    @Test
    void anEventStreamDoesNotHoldUpTheEnd() throws Exception {
        threads.submit(() -> server.get("/stream"));
        entered.await();
        long begin = System.nanoTime();
        server.stop();
        interrupted.await();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
    }

    private boolean listens() {
        try (var _ = new Socket("127.0.0.1", server.port())) {
            return true;
        } catch (IOException | IllegalArgumentException _) {
            return false;
        }
    }

    private Response slow() {
        entered.countDown();
        try {
            released.await();
            return Response.noContent();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private void follow() throws InterruptedIOException {
        entered.countDown();
        try {
            released.await();
        } catch (InterruptedException _) {
            interrupted.countDown();
            throw new InterruptedIOException("the service ends");
        }
    }
}
