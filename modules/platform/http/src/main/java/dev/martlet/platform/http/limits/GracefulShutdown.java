package dev.martlet.platform.http.limits;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The end of a process's HTTP service: the answer under way on a connection is its last, and event streams end. The web server alone would wait for both
 * until its timeout, since it sees a connection that has just been answered as one that is still busy.
 */
public final class GracefulShutdown {
    private static final ScopedValue<GracefulShutdown> CURRENT = ScopedValue.newInstance();

    private final Set<Thread> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean begun;

    /** Handles a request whose answer may turn out to be the last one. */
    public void during(Runnable request) {
        ScopedValue.where(CURRENT, this).run(request);
    }

    public void begin() {
        begun = true;
        streams.forEach(Thread::interrupt);
    }

    public boolean hasBegun() {
        return begun;
    }

    /** Whether the answer to this thread's request is the last one of its connection. */
    public static boolean isHere() {
        return CURRENT.isBound() && CURRENT.get().begun;
    }

    /** From here on, this thread writes an event stream, and is interrupted when the service ends. */
    public static Stream stream() {
        var stream = new Stream(CURRENT.isBound() ? CURRENT.get() : new GracefulShutdown());
        stream.open();
        return stream;
    }

    /** An event stream that is open. */
    public record Stream(GracefulShutdown service) implements AutoCloseable {
        private void open() {
            service.streams.add(Thread.currentThread());
            if (service.begun) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            service.streams.remove(Thread.currentThread());
        }
    }
}
