package dev.martlet.bootstrap.keycloak;

import static org.awaitility.Awaitility.await;

import dev.martlet.platform.testing.RestClient.Response;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A user who asks both processes, one after the other, for what payments has, until this is closed. */
final class Requests implements AutoCloseable {
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final Thread thread;

    Requests(User user, TwoProcesses shop) {
        var users = Stream.of(shop.rest(), shop.payments()).map(client -> User.of(client, user.token())).toList();
        thread = Thread.startVirtualThread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                users.forEach(this::ask);
            }
        });
        awaitMore(10);
    }

    void awaitMore(int count) {
        int before = answered.get();
        await().atMost(Duration.ofSeconds(30)).until(() -> answered.get() >= before + count);
    }

    /** The answers that were not 200. */
    Queue<String> refused() {
        return refused;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void ask(User user) {
        try {
            Response response = user.get("/payments");
            answered.incrementAndGet();
            if (response.status() != 200) {
                refused.add(response.status() + " " + response.body());
            }
        } catch (IllegalStateException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
