package dev.martlet.kernel.http;

import dev.martlet.kernel.work.TimeLimit;
import java.time.Duration;

/**
 * Ends a thread's wait for its client: a socket's own timeout begins anew with every byte, so a client that sends one now and then is never
 * done. The interrupt closes the socket on which a virtual thread waits (see {@link java.net.Socket#getInputStream}).
 */
final class Patience implements AutoCloseable {
    private final Thread waiting = Thread.currentThread();
    private final TimeLimit limit;
    private volatile boolean over;

    private Patience(Duration limit) {
        this.limit = TimeLimit.of(limit, this::interrupt);
    }

    /** Lets this thread wait for {@code limit} from now, until it closes this. */
    static Patience of(Duration limit) {
        return new Patience(limit);
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
