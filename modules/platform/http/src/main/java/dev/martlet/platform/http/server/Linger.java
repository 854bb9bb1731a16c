package dev.martlet.platform.http.server;

import dev.martlet.platform.http.limits.IoTimeout;
import dev.martlet.platform.http.problem.ProblemType;
import io.helidon.common.buffers.DataReader;
import java.time.Duration;

/**
 * Reads on for a while what a client sends that has its answer already: closed with bytes unread, a connection is reset, and the client may never see its
 * answer (RFC 9112, section 9.6).
 */
final class Linger {
    private static final long MOST_BYTES = 16L * 1024 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(2);
    /** A client that sends nothing more for so long waits for its answer, or for the connection's end. */
    private static final Duration LONGEST_SILENCE = Duration.ofMillis(100);

    private Linger() {}

    /** Reads until the client closes, is silent, or has had its time. @param status with which it was answered */
    static void over(DataReader reader, int status) {
        Duration silence = status == ProblemType.CONTENT_TOO_LARGE.status() ? LONGEST : LONGEST_SILENCE;
        long end = System.nanoTime() + LONGEST.toNanos();
        try {
            for (long left = MOST_BYTES; left > 0 && System.nanoTime() < end; ) {
                try (var _ = IoTimeout.of(silence)) {
                    reader.ensureAvailable();
                }
                int arrived = reader.available();
                reader.skip(arrived);
                left -= arrived;
            }
        } catch (RuntimeException _) {
            // The client has closed the connection or is silent.
        }
    }
}
