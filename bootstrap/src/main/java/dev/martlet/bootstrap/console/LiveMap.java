package dev.martlet.bootstrap.console;

import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.http.StreamHandler;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Streams the map as server-sent events (WHATWG HTML, section 9.2). Processes are asked only while a stream is open, and once for all streams. Each stream
 * ends after a while, so that its access token is checked again.
 */
final class LiveMap {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    /** Less than the interval, so that a single stream always shows what is new. */
    private static final Duration FRESH = Duration.ofMillis(1500);
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final ShopProcesses processes;
    private final List<ArrowName> arrows;
    private long asked = System.nanoTime() - FRESH.toNanos();
    private byte[] latest = new byte[0];

    LiveMap(ShopProcesses processes, List<ArrowName> arrows) {
        this.processes = processes;
        this.arrows = arrows;
    }

    StreamHandler.Body stream() {
        return this::write;
    }

    private void write(OutputStream out) throws IOException {
        long end = System.nanoTime() + LIFETIME.toNanos();
        try {
            while (System.nanoTime() - end < 0) {
                out.write(event());
                out.flush();
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The process is stopping");
        }
    }

    private synchronized byte[] event() {
        if (latest.length == 0 || System.nanoTime() - asked >= FRESH.toNanos()) {
            String map = Json.strict().writeValueAsString(ShopMap.of(processes.all(false), arrows));
            latest = ("event: map\ndata: " + map + "\n\n").getBytes(StandardCharsets.UTF_8);
            asked = System.nanoTime();
        }
        return latest;
    }
}
