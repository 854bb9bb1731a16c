package dev.martlet.bootstrap.support;

import dev.martlet.platform.testing.RestClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that each place one order after the other. */
public final class ClosedLoop {
    private ClosedLoop() {}

    /**
     * @param bodies of the orders, in turn
     * @return how many orders were placed in the time
     */
    public static int place(RestClient http, List<String> bodies, int clients, Duration time) {
        var placed = new AtomicInteger();
        long end = System.nanoTime() + time.toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < clients; client++) {
                threads.execute(() -> {
                    while (System.nanoTime() - end < 0) {
                        http.post("/orders", bodies.get(placed.getAndIncrement() % bodies.size())).expect(201);
                    }
                });
            }
        }
        return placed.get();
    }
}
