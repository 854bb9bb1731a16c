package dev.martlet.platform.http.limits;

import dev.martlet.platform.core.work.TimeLimit;
import java.time.Duration;

/**
 * Ends a thread's wait for its client: a socket's own timeout begins anew with every byte, so a client that sends one now and then is never
 * done. The interrupt closes the socket on which a virtual thread waits (see {@link java.net.Socket#getInputStream}).
 */
public final class IoTimeout implements AutoCloseable {
    /** What one write to a client may take. */
    public static final Duration LONGEST_WRITE = Duration.ofSeconds(30);

    private final Thread waiting = Thread.currentThread();
    private final TimeLimit limit;
    private volatile boolean over;

    private IoTimeout(Duration limit) {
        this.limit = TimeLimit.of(limit, this::interrupt);
    }

    /** Lets this thread wait for {@code limit} from now, until it closes this. */
    public static IoTimeout of(Duration limit) {
        return new IoTimeout(limit);
    }

    @Override
    public void close() {
        limit.close();
        if (over && Thread.currentThread() == waiting) {
            Thread.interrupted();
        }
    }

    private void interrupt() {
        over = true;
        waiting.interrupt();
    }
}
