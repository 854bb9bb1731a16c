package dev.martlet.orders.infrastructure;

import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.http.StreamHandler;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The server-sent events (WHATWG HTML, section 9.2) of one order: its status now, and each change until it is final. Comments in between
 * keep the connection alive.
 */
final class StatusStream implements StreamHandler.Body {
    /** Half of the idle timeout with which the reverse proxy forwards a stream. */
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final StatusFeed feed;
    private final Duration lifetime;
    private final Duration heartbeat;
    private StatusChange last;

    /** @param first the current status */
    StatusStream(StatusFeed feed, StatusChange first, Duration lifetime, Duration heartbeat) {
        this.feed = feed;
        this.lifetime = lifetime;
        this.heartbeat = heartbeat;
        this.last = first;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        try (var watch = feed.watch(last.orderId())) {
            send(out, event(last));
            follow(watch, out);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The process is stopping");
        }
    }

    /** The feed repeats the same status each second, so the heartbeat counts from the last write, not from the last change. */
    private void follow(StatusFeed.Watch watch, OutputStream out) throws IOException, InterruptedException {
        long end = System.nanoTime() + lifetime.toNanos();
        long written = System.nanoTime();
        while (!last.status().isFinal() && System.nanoTime() - end < 0) {
            long silent = System.nanoTime() - written;
            var change = watch.next(Duration.ofNanos(Math.min(heartbeat.toNanos() - silent, end - System.nanoTime())));
            if (change.isPresent() && change.get().status() != last.status()) {
                last = change.get();
                send(out, event(last));
                written = System.nanoTime();
            } else if (System.nanoTime() - written >= heartbeat.toNanos()) {
                send(out, ":\n\n");
                written = System.nanoTime();
            }
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String event(StatusChange change) {
        return "event: status\nid: " + change.status() + "\ndata: " + Json.strict().writeValueAsString(change) + "\n\n";
    }
}
