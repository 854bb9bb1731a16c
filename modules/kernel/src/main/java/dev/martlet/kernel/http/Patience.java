package dev.martlet.kernel.http;

import dev.martlet.kernel.work.Timeouts;
import java.time.Duration;
import java.util.concurrent.Future;

/**
 * Ends a thread's wait for its client: a socket's own timeout begins anew with every byte, so a client that sends one now and then is never
 * done. The interrupt closes the socket on which a virtual thread waits (see {@link java.net.Socket#getInputStream}).
 */
final class Patience implements AutoCloseable {
    private final Thread waiting = Thread.currentThread();
    private final Future<?> end;
    private boolean closed;
    private boolean over;

    private Patience(Duration limit) {
        end = Timeouts.after(limit, this::interrupt);
    }

    /** Lets this thread wait for {@code limit} from now, until it closes this. */
    static Patience of(Duration limit) {
        return new Patience(limit);
    }

    @Override
    public void close() {
        end.cancel(false);
        synchronized (this) {
            closed = true;
            if (over && Thread.currentThread() == waiting) {
                Thread.interrupted();
            }
        }
    }

    private synchronized void interrupt() {
        if (!closed) {
            over = true;
            waiting.interrupt();
        }
    }
}
