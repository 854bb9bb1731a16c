package dev.martlet.platform.calls.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.calls.CallFailure;
import dev.martlet.platform.calls.CallRejected;
import dev.martlet.platform.calls.CalleeUnreachable;
import dev.martlet.platform.calls.OutcomeUnknown;
import dev.martlet.platform.calls.remote.BirdsApi.Hear;
import dev.martlet.platform.calls.remote.BirdsApi.Heard;
import dev.martlet.platform.core.work.Deadline;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Once a request has left it is unknown whether it arrived; before, it certainly did not. */
class LostCallsTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration SOON = Duration.ofSeconds(3);

    private final RemoteClient client = new RemoteClient();

    @AfterEach
    void end() {
        client.close();
    }

    @Test
    void whereNoServerListensTheCallDidNotHappen() throws IOException {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        var target = new RemoteInvoker(client, URI.create("http://127.0.0.1:" + port), InternalSecrets.NONE, Loopback.contracts(Map.of()));
        assertThatExceptionOfType(CalleeUnreachable.class).isThrownBy(() -> target.call(Birds.HEAR, new Hear("tweet")));
    }

    @Test
    void whereNoSuchHostIsTheCallDidNotHappen() {
        var target = new RemoteInvoker(client, URI.create("http://nowhere.invalid:8081"), InternalSecrets.NONE, Loopback.contracts(Map.of()));
        assertThatExceptionOfType(CalleeUnreachable.class).isThrownBy(() -> target.call(Birds.HEAR, new Hear("tweet")));
    }

    @Test
    void whereNameServersDoNotAnswerTheCallDidNotHappenAndEndsInTime() throws InterruptedException {
        try (var names = new SilentNames(); var asking = new RemoteClient(names); var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var target = new RemoteInvoker(asking, URI.create("http://shop.invalid:8081"), InternalSecrets.NONE, Loopback.contracts(Map.of()));
            Callable<Object> call = () -> assertThatExceptionOfType(CalleeUnreachable.class)
                    .isThrownBy(() -> Deadline.within(SOON, () -> target.call(Birds.HEAR, new Hear("tweet"))));

            var calls = callers.invokeAll(Collections.nCopies(8, call), SOON.toSeconds() * 3, TimeUnit.SECONDS);

            assertThat(calls).allSatisfy(ended -> assertThat(ended.state()).isEqualTo(Future.State.SUCCESS));
            assertThat(names.lookups).hasValue(1);
        }
    }

    /** Name servers that do not answer until they are released. */
    private static final class SilentNames implements DnsResolver, AutoCloseable {
        private final AtomicInteger lookups = new AtomicInteger();
        private final CountDownLatch answer = new CountDownLatch(1);

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            lookups.incrementAndGet();
            try {
                answer.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }

        @Override
        public void close() {
            answer.countDown();
        }
    }

    @Test
    void anOldConnectionIsReplacedAndNoCallIsLost() {
        try (var living = new RemoteClient(Duration.ofMillis(50)); var server = new RawServer((raw, in, out) -> {
            while (true) {
                raw.read(in);
                out.write(RawServer.ok("{\"call\":\"tweet\"}").getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
        })) {
            var target = server.target(living);
            await().atMost(SOON).until(() -> {
                assertThat(target.call(Birds.HEAR, new Hear("tweet"))).isEqualTo(new Heard("tweet"));
                return server.connections() >= 3;
            });
        }
    }

    @Test
    void aConnectionThatBreaksAfterTheRequestLeavesItOpen() {
        try (var server = new RawServer((raw, in, _) -> raw.read(in))) {
            assertUnknown(server);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void anAnswerThatComesTooLateLeavesItOpen() {
        var end = new CountDownLatch(1);
        try (var server = new RawServer((raw, in, _) -> {
            raw.read(in);
            awaitUninterruptibly(end);
        })) {
            assertUnknownInTime(server);
            end.countDown();
        }
    }

    /** Every byte restarts the socket's own timeout. */
    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"})
    void anAnswerThatTricklesLeavesItOpenWhenTheTimeIsOver(String begin) {
        var end = new CountDownLatch(1);
        try (var server = new RawServer((raw, in, out) -> {
            raw.read(in);
            out.write(begin.getBytes(StandardCharsets.US_ASCII));
            while (!isOver(end, Duration.ofMillis(50))) {
                out.write(begin.isEmpty() ? "HTTP/1.1 200 OK\r\n".charAt(0) : ' ');
                out.flush();
            }
        })) {
            assertUnknownInTime(server);
            end.countDown();
        }
    }

    @Test
    void anAnswerThatComesJustWhenTheTimeIsOverIsAnAnswerOrLeavesItOpen() throws Exception {
        var answer = RawServer.ok("{\"call\":\"tweet\"}").getBytes(StandardCharsets.US_ASCII);
        try (var server = new RawServer((raw, in, out) -> {
            while (true) {
                raw.read(in);
                for (byte next : answer) {
                    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1_000_000));
                    out.write(next);
                    out.flush();
                }
            }
        }); var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 8).mapToObj(_ -> callers.submit(() -> lateAnswers(server))).toList();
            for (var call : calls) {
                assertThat(call.get()).isBetween(0, 60);
            }
        }
    }

    private int lateAnswers(RawServer server) {
        int answers = 0;
        for (int call = 0; call < 60; call++) {
            try {
                var heard = Deadline.within(Duration.ofMillis(20 + call / 2), () -> server.target(client).call(Birds.HEAR, new Hear("tweet")));
                assertThat(heard).isEqualTo(new Heard("tweet"));
                answers++;
            } catch (CallFailure _) {
                // Refused if no connection came about in time.
            }
        }
        return answers;
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"call\":",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull",
        "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"cal",
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 6\r\n\r\n<html>",
        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 29\r\n\r\n{\"code\":\"module-unavailable\"}",
        "I am no server\r\n\r\n"
    })
    void whatIsNoWholeAnswerLeavesItOpen(String answer) {
        try (var server = RawServer.answering(answer)) {
            assertUnknown(server);
        }
    }

    @Test
    void anAnswerWithoutEndIsNotReadToItsEnd() {
        var written = new AtomicLong();
        try (var server = new RawServer((raw, in, out) -> {
            raw.read(in);
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            endless(out, written);
        })) {
            assertUnknown(server);
            await().until(() -> server.open() == 0);
            assertThat(written.get()).isLessThan(64L * 1024 * 1024);
        }
    }

    @Test
    void aRequestThatIsTooLargeIsNotSent() {
        try (var server = RawServer.answering(RawServer.ok("{\"call\":\"\"}"))) {
            var target = server.target(client);
            assertThatExceptionOfType(CallRejected.class).isThrownBy(() -> target.call(Birds.HEAR, new Hear("x".repeat(1024 * 1024))));
            assertThat(server.connections()).isZero();
        }
    }

    private static void endless(OutputStream out, AtomicLong written) throws IOException {
        byte[] spaces = " ".repeat(0x8000).getBytes(StandardCharsets.US_ASCII);
        while (true) {
            out.write("8000\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(spaces);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            written.addAndGet(spaces.length);
        }
    }

    private void assertUnknown(RawServer server) {
        assertUnknown(server, SOON);
    }

    private void assertUnknown(RawServer server, Duration time) {
        assertThatExceptionOfType(OutcomeUnknown.class)
                .isThrownBy(() -> Deadline.within(time, () -> server.target(client).call(Birds.HEAR, new Hear("tweet"))));
    }

    private void assertUnknownInTime(RawServer server) {
        long begin = System.nanoTime();
        assertUnknown(server, SHORT);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
    }

    private static boolean isOver(CountDownLatch end, Duration time) {
        try {
            return end.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch end) {
        isOver(end, Duration.ofSeconds(30));
    }
}
