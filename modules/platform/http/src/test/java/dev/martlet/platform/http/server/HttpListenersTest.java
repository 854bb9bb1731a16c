package dev.martlet.platform.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.context.Trace;
import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a socket endures: too many clients, slow ones and those that go away. */
class HttpListenersTest {
    private static final HttpSettings SMALL = new HttpSettings(2, 2, 100, Duration.ofMillis(500), Duration.ofSeconds(2));
    private final Semaphore entered = new Semaphore(0);
    private final CountDownLatch released = new CountDownLatch(1);
    private final BlockingQueue<String> traces = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer(
                SMALL,
                Resource.at("/fast").get(Access.anyone(), _ -> Response.ok(Map.of("left", Deadline.remaining().toMillis())))
                        .post(Access.anyone(), request -> Response.ok(request.body(Map.class))),
                Resource.at("/slow").get(Access.anyone(), _ -> {
                    hold();
                    return Response.noContent();
                }),
                Resource.at("/large").get(Access.anyone(), _ -> Response.ok(Map.of("text", "x".repeat(50_000_000)))),
                Resource.at("/trace").get(Access.anyone(), _ -> Response.ok(Map.of("parent", Trace.current().orElseThrow().parent()))),
                Resource.at("/stream").stream(Access.anyone(), "text/event-stream", _ -> out -> {
                    out.write("data: 1\n\n".getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    hold();
                    traces.add(Deadline.isOver() ? "over" : "open");
                }));
    }

    @AfterEach
    void stop() {
        released.countDown();
        threads.close();
        server.close();
    }

    private void hold() {
        entered.release();
        try {
            released.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void assertOverloaded(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(TestServer.json(response).path("code").stringValue()).isEqualTo("overloaded");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
    }

    private Socket open(String text) throws IOException {
        var socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }

    @Test
    void moreRequestsThanTheLimitAreAnsweredAtOnceAndThereIsRoomAgainAfterwards() throws Exception {
        var slow = new ArrayList<Future<HttpResponse<String>>>();
        for (int i = 0; i < 2; i++) {
            slow.add(threads.submit(() -> server.get("/slow")));
        }
        entered.acquire(2);
        assertOverloaded(server.get("/fast"));
        assertOverloaded(server.post("/fast", "{}"));
        released.countDown();
        for (var request : slow) {
            assertThat(request.get().statusCode()).isEqualTo(204);
        }
        assertThat(server.get("/fast").statusCode()).isEqualTo(200);
    }

    @Test
    void openStreamsTakeNoRoomFromRequestsButHaveALimitOfTheirOwn() throws Exception {
        var streams = new ArrayList<Socket>();
        for (int i = 0; i < 2; i++) {
            streams.add(open("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n"));
        }
        entered.acquire(2);
        assertThat(server.get("/fast").statusCode()).isEqualTo(200);
        assertOverloaded(server.get("/stream"));
        byte[] head = streams.getFirst().getInputStream().readNBytes(15);
        assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 OK");
        released.countDown();
        assertThat(traces.poll(5, TimeUnit.SECONDS)).isEqualTo("open");
        for (Socket stream : streams) {
            stream.close();
        }
        Awaitility.await().untilAsserted(() -> assertThat(server.get("/stream").statusCode()).isEqualTo(200));
    }

    @Test
    void whatIsStreamedArrivesBeforeTheStreamEnds() throws Exception {
        try (Socket socket = open("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n")) {
            var seen = new StringBuilder();
            InputStream in = socket.getInputStream();
            while (seen.indexOf("data: 1\n\n") < 0) {
                seen.append((char) in.read());
            }
            assertThat(seen).contains("text/event-stream").contains("no-store");
            assertThat(released.getCount()).isEqualTo(1);
        }
    }

    @Test
    void aClientThatSendsItsHeadersByteByByteIsCutOff() throws Exception {
        try (Socket socket = open("GET /fast HTTP/1.1\r\nHost: x\r\nX: ")) {
            assertCutOffWhileTrickling(socket);
        }
    }

    @Test
    void aClientThatSendsItsBodyByteByByteIsCutOff() throws Exception {
        try (Socket socket = open("POST /fast HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n")) {
            assertCutOffWhileTrickling(socket);
        }
    }

    @Test
    void aClientThatSendsABodyThatNobodyReadsByteByByteIsCutOff() throws Exception {
        try (Socket socket = open("POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n")) {
            assertCutOffWhileTrickling(socket);
        }
    }

    /** Writes a byte now and then; the server has to close the connection long before all of them are sent. */
    private static void assertCutOffWhileTrickling(Socket socket) {
        Awaitility.await().atMost(Duration.ofSeconds(5)).pollInterval(Duration.ofMillis(50)).until(() -> isClosed(socket));
    }

    private static boolean isClosed(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    @Test
    void aConnectionThatSaysNothingIsClosed() throws Exception {
        try (Socket socket = open("")) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aClientThatGoesAwayGivesItsPlaceBack() throws Exception {
        for (int i = 0; i < 5; i++) {
            open("POST /fast HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{").close();
            open("GET /large HTTP/1.1\r\nHost: x\r\n\r\n").close();
        }
        Awaitility.await().untilAsserted(() -> assertThat(server.get("/fast").statusCode()).isEqualTo(200));
    }

    @Test
    void aRequestHasADeadline() {
        var left = TestServer.json(server.get("/fast")).path("left").longValue();
        assertThat(left).isBetween(1L, 500L);
    }

    @Test
    void aClientThatExpectsContinueReceivesIt() {
        String head = "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n";
        assertThat(server.raw(head.formatted("/fast", "application/json") + "{}")).startsWith("HTTP/1.1 100").contains("HTTP/1.1 200");
        assertThat(server.raw(head.formatted("/fast", "text/plain"))).startsWith("HTTP/1.1 415").endsWith("[closed]");
    }

    @Test
    void aTraceGoesOnAndABrokenOneBeginsAnew() {
        String id = "0af7651916cd43dd8448eb211c80319c";
        var kept = server.get("/trace", "traceparent", "00-" + id + "-b7ad6b7169203331-01");
        assertThat(TestServer.json(kept).path("parent").stringValue()).startsWith("00-" + id + "-").endsWith("-01")
                .doesNotContain("b7ad6b7169203331");
        for (String broken : List.of("00-" + "0".repeat(32) + "-b7ad6b7169203331-01", "ff-" + id + "-b7ad6b7169203331-01", "x",
                "00-" + id + "-0000000000000000-01", "00-" + id + "-b7ad6b7169203331-01-extra")) {
            var fresh = server.get("/trace", "traceparent", broken);
            assertThat(TestServer.json(fresh).path("parent").stringValue()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00").doesNotContain(id);
        }
        var later = server.get("/trace", "traceparent", "01-" + id + "-b7ad6b7169203331-01-extra");
        assertThat(TestServer.json(later).path("parent").stringValue()).startsWith("00-" + id + "-").endsWith("-01");
    }

    @Test
    void aRequestThatNamesTwoTracesBeginsOne() {
        String id = "0af7651916cd43dd8448eb211c80319c";
        String parent = "traceparent: 00-" + id + "-b7ad6b7169203331-01\r\n";
        assertThat(server.raw("GET /trace HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + parent + parent + "\r\n"))
                .contains("HTTP/1.1 200", "\"parent\"").doesNotContain(id);
    }
}
