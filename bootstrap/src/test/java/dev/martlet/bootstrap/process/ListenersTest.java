package dev.martlet.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.Application;
import dev.martlet.bootstrap.Descriptors;
import dev.martlet.bootstrap.StartupFailure;
import dev.martlet.bootstrap.StopSignal;
import dev.martlet.platform.testing.FreePorts;
import dev.martlet.bootstrap.support.PostgresProxy;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.http.server.HttpSettings;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.TestDatabase;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners that cannot begin, or end before the process does. */
class ListenersTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void healthShowsTheListenersAndWorkers() {
        try (var shop = Shop.open(Map.of())) {
            for (String path : List.of("/health/live", "/health/ready")) {
                var health = shop.management().get(path).expect(200).json();
                assertThat(health.at("/listeners/server/port").asInt()).isEqualTo(shop.application().publicPort());
                assertThat(health.at("/listeners/internal/port").asInt()).isEqualTo(shop.application().internalPort());
                assertThat(health.at("/listeners/management/status").asString()).isEqualTo("UP");
                assertThat(health.at("/workers/status").asString()).isEqualTo("UP");
            }
        }
    }

    /** Its client cannot have seen yet that the process stops. */
    @Test
    void aRequestOnAnOpenConnectionIsAnsweredWhenTheStopHasJustBegun() throws Exception {
        try (var shop = Shop.open(Map.of()); var client = new Socket(InetAddress.getLoopbackAddress(), shop.application().publicPort())) {
            var answers = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            byte[] request = "HEAD /products HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            client.getOutputStream().write(request);
            assertThat(answers.lines().takeWhile(line -> !line.isEmpty()).toList()).startsWith("HTTP/1.1 200 OK").doesNotContain("Connection: close");

            var management = shop.management();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(shop.application()::close, Thread::startVirtualThread);
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> management.get("/health/ready").status() == 503);
            client.getOutputStream().write(request);
            assertThat(answers.lines().toList()).startsWith("HTTP/1.1 200 OK").contains("Connection: close");
            stopped.get(30, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "internal"})
    void aProcessWithADeadListenerIsNotAliveAndEnds(String name) throws InterruptedException {
        var ended = new CountDownLatch(1);
        Set<Thread> before = threads();
        var config = Shop.config(TestDatabase.settings(), Map.of());
        try (var application = Application.start(config, new StopSignal(), ended::countDown)) {
            var management = new RestClient("http://127.0.0.1:" + application.managementPort());
            management.get("/health/live").expect(200);
            int port = name.equals("server") ? application.publicPort() : application.internalPort();
            // What the web server does when accepting fails: its loop ends, and the socket is closed.
            listenerThreads(before, name).forEach(Thread::interrupt);
            assertThat(ended.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(Program.listens(port)).isFalse();
            var health = management.get("/health/live").expect(503).json();
            assertThat(health.path("status").asString()).isEqualTo("DOWN");
            assertThat(health.at("/listeners/" + name + "/status").asString()).isEqualTo("DOWN");
            management.get("/health/ready").expect(503);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"server.port", "internal.port"})
    void aPortThatIsTakenWhileTheStartWaitsEndsTheProgramWithItsKey(String key) throws Exception {
        List<Integer> ports = FreePorts.take(3);
        var settings = Map.of("server.port", ports.get(0) + "", "internal.port", ports.get(1) + "", "management.port", ports.get(2) + "");
        var database = TestDatabase.settings();
        try (var proxy = new PostgresProxy(database.url().orElseThrow())) {
            proxy.silence();
            var all = new HashMap<>(settings);
            all.put("db.url", proxy.url());
            var config = Shop.config(database, all);
            var failure = CompletableFuture.supplyAsync(() -> catchThrowableOfType(StartupFailure.class, () -> Application.start(config).close()));
            await().atMost(SOON).until(() -> Program.listens(ports.get(2)));
            int taken = Integer.parseInt(settings.get(key));
            try (var _ = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress())) {
                proxy.speak();
                StartupFailure exit = failure.get(60, TimeUnit.SECONDS);
                assertThat(exit.code()).isEqualTo(78);
                assertThat(exit.lines()).singleElement().asString().startsWith(key + ": port " + taken);
            }
            assertThat(ports).noneMatch(Program::listens);
        }
    }

    @Test
    void connectionsFitIntoTheLimitOfFileDescriptors() {
        assertThat(Descriptors.fit(HttpSettings.DEFAULT, 72, 20_000)).isEqualTo(HttpSettings.DEFAULT);
        assertThat(Descriptors.fit(HttpSettings.DEFAULT, 72, 1024).connections()).isEqualTo((1024 - 72 - 256) / 3);
        assertThat(Descriptors.fit(HttpSettings.DEFAULT, 72, 170).connections()).isEqualTo(8);
        assertThat(Descriptors.fit(HttpSettings.DEFAULT.withConnections(2), 72, 170).connections()).isEqualTo(2);
    }

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    /** The management port has a server of its own, whose listener has the same name as the public one's and begins first. */
    private static List<Thread> listenerThreads(Set<Thread> before, String name) {
        String wanted = "server-" + (name.equals("server") ? "@default" : name) + "-listener";
        return threads().stream().filter(thread -> !before.contains(thread) && thread.getName().equals(wanted))
                .sorted(Comparator.comparing(Thread::threadId).reversed()).limit(1).toList();
    }
}
