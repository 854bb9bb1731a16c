package dev.martlet.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.martlet.platform.security.TestIssuer.Key;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeySetTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Key FIRST = Key.es256("first");
    private static final Key SECOND = Key.es256("second");
    private final AtomicReference<String> published = new AtomicReference<>(TestIssuer.jwks(FIRST.jwk()));
    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicInteger questions = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);
    private HttpServer issuer;
    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        issuer.createContext("/jwks", exchange -> {
            questions.incrementAndGet();
            byte[] body = published.get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status.get(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        issuer.createContext("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            awaitRelease();
            exchange.close();
        });
        issuer.start();
    }

    @AfterEach
    void stop() {
        released.countDown();
        issuer.stop(0);
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private KeySource source(String path) {
        return new KeySource.Address(URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + path));
    }

    private static boolean knows(KeySet keys, Key key) {
        return !keys.candidates(Optional.of(key.id()), "ES256").isEmpty();
    }

    @Test
    void aNewKeyIsFoundAheadOfItsUse() {
        try (var keys = new KeySet(source("/jwks"), Duration.ofMillis(20), NEVER).start()) {
            assertThat(knows(keys, FIRST)).isTrue();
            published.set(TestIssuer.jwks(FIRST.jwk(), SECOND.jwk()));
            await().until(() -> knows(keys, SECOND));
        }
    }

    @Test
    void anUnknownKeyReadsTheSetAgainOnceInAWhile() {
        try (var keys = new KeySet(source("/jwks"), NEVER, Duration.ofMillis(300))) {
            assertThat(knows(keys, FIRST)).isTrue();
            published.set(TestIssuer.jwks(FIRST.jwk(), SECOND.jwk()));
            await().until(() -> knows(keys, SECOND));
            int before = questions.get();
            assertThat(before).isEqualTo(2);
        }
        try (var keys = new KeySet(source("/jwks"), NEVER, NEVER)) {
            questions.set(0);
            for (int i = 0; i < 100; i++) {
                assertThat(knows(keys, Key.es256("made-up"))).isFalse();
            }
            assertThat(questions).hasValue(1);
        }
    }

    @Test
    void anIssuerThatIsAwayOrBrokenDoesNotMakeKnownKeysUnknown() {
        try (var keys = new KeySet(source("/jwks"), Duration.ofMillis(10), Duration.ZERO).start()) {
            assertThat(knows(keys, FIRST)).isTrue();
            for (String broken : new String[] {"", "[]", "{\"keys\":[]}", "<html>", "{\"keys\":[" + "1,".repeat(200_000) + "1]}"}) {
                published.set(broken);
                assertThat(knows(keys, SECOND)).isFalse();
                assertThat(knows(keys, FIRST)).isTrue();
            }
            status.set(500);
            assertThat(knows(keys, SECOND)).isFalse();
            issuer.stop(0);
            assertThat(knows(keys, SECOND)).isFalse();
            assertThat(knows(keys, FIRST)).isTrue();
        }
    }

    @Test
    void whileTheSetWasNeverReadThatIsSaid() {
        status.set(503);
        try (var keys = new KeySet(source("/jwks"), NEVER, Duration.ZERO)) {
            assertThatThrownBy(keys::known).isInstanceOf(KeysUnavailable.class);
            status.set(200);
            assertThat(knows(keys, FIRST)).isTrue();
        }
    }

    @Test
    void anIssuerThatHangsIsNotWaitedForForEver() {
        long started = System.nanoTime();
        assertThatThrownBy(() -> source("/slow").read()).isInstanceOf(IOException.class).hasMessageContaining("within 3 s");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aFileThatIsReplacedIsUsed() throws IOException {
        Path file = Files.writeString(folder.resolve("jwks.json"), TestIssuer.jwks(FIRST.jwk()));
        try (var keys = new KeySet(new KeySource.File(file), Duration.ofMillis(20), NEVER).start()) {
            assertThat(knows(keys, FIRST)).isTrue();
            Path next = Files.writeString(folder.resolve("next.json"), TestIssuer.jwks(SECOND.jwk()));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            await().until(() -> knows(keys, SECOND) && !knows(keys, FIRST));
            Files.delete(file);
            assertThat(knows(keys, SECOND)).isTrue();
        }
    }

    @Test
    void whatIsNoKeySetIsToldInWords() {
        assertThatThrownBy(() -> VerificationKeys.parse("{".getBytes(StandardCharsets.UTF_8))).hasMessage("it is no JSON");
        assertThatThrownBy(() -> VerificationKeys.parse("{}".getBytes(StandardCharsets.UTF_8))).hasMessageContaining("no JSON Web Key Set");
        assertThatThrownBy(() -> VerificationKeys.parse(TestIssuer.jwks(Key.rsa("short", 1024).jwk()).getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("no public key for");
    }
}
