package dev.martlet.platform.calls.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.http.server.HttpSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that breaks off on its way to a module that runs elsewhere must not arrive there as a whole one. */
class ForwardedBodyTest {
    private static final String CHUNKED = "POST /birds HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String WHOLE = "2\r\n{}\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5\r\nxx"})
    void aBodyWhoseClientGoesAwayDoesNotArriveWhole(String rest) throws IOException {
        var received = new CopyOnWriteArrayList<String>();
        try (var client = new RemoteClient(); var back = recording(received); var front = front(client, back.base())) {
            try (var socket = new Socket("127.0.0.1", front.port())) {
                write(socket, CHUNKED + WHOLE + rest);
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            }
            assertThatTheBodyBrokeOff(received);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n", "2\r\n{}xx"})
    void aBodyThatIsFramedWronglyDoesNotArriveWholeAndIsRefused(String rest) throws IOException {
        var received = new CopyOnWriteArrayList<String>();
        try (var client = new RemoteClient(); var back = recording(received); var front = front(client, back.base());
                var socket = new Socket("127.0.0.1", front.port())) {
            socket.setSoTimeout(10_000);
            write(socket, CHUNKED + WHOLE + rest);
            assertThat(read(socket)).startsWith("HTTP/1.1 400").contains("invalid-request");
            assertThatTheBodyBrokeOff(received);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE"})
    void aBodyThatIsTooLargeDoesNotArriveAsAWholeOne(String method) throws IOException {
        var received = new CopyOnWriteArrayList<String>();
        try (var client = new RemoteClient(); var back = recording(received); var front = front(client, back.base());
                var socket = new Socket("127.0.0.1", front.port())) {
            socket.setSoTimeout(10_000);
            write(socket, CHUNKED.replace("POST", method) + "100001\r\n" + " ".repeat(0x100001) + "\r\n0\r\n\r\n");
            assertThat(read(socket)).startsWith("HTTP/1.1 413").contains("content-too-large");
            assertThatTheBodyBrokeOff(received);
        }
    }

    private static void assertThatTheBodyBrokeOff(List<String> received) {
        await().untilAsserted(() -> assertThat(received).hasSize(1));
        assertThat(received.getFirst()).doesNotEndWith("0\r\n\r\n");
    }

    private static String read(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Loopback front(RemoteClient client, URI base) {
        var forwarding = new ReverseProxy(client, "birds", base, InternalSecrets.NONE, 10, Duration.ofSeconds(5), new SimpleMeterRegistry());
        return new Loopback(HttpSettings.DEFAULT, (routing, _) -> routing.any("/birds", forwarding));
    }

    /** Reads each connection until it ends, however it ends, and answers nothing. */
    private static RawServer recording(List<String> received) {
        return new RawServer((_, in, _) -> {
            var text = new StringBuilder();
            try {
                readAll(in, text);
            } finally {
                received.add(text.toString());
            }
        });
    }

    private static void readAll(InputStream in, StringBuilder text) throws IOException {
        byte[] piece = new byte[8192];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            text.append(new String(piece, 0, read, StandardCharsets.ISO_8859_1));
        }
    }
}
