package dev.martlet.kernel.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The end of a process's HTTP service: the answer under way on a connection is its last, and event streams end. The web server alone would wait for both
 * until its patience is over, since it sees a connection that has just been answered as one that is still busy.
 */
final class Draining {
    private static final ScopedValue<Draining> CURRENT = ScopedValue.newInstance();

    private final Set<Thread> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean begun;

    /** Handles a request whose answer may turn out to be the last one. */
    void during(Runnable request) {
        ScopedValue.where(CURRENT, this).run(request);
    }

    void begin() {
        begun = true;
        streams.forEach(Thread::interrupt);
    }

    boolean hasBegun() {
        return begun;
    }

    /** Whether the answer to this thread's request is the last one of its connection. */
    static boolean isHere() {
        return CURRENT.isBound() && CURRENT.get().begun;
    }

    /** From here on, this thread writes an event stream, and is interrupted when the service ends. */
    static Stream stream() {
        var stream = new Stream(CURRENT.isBound() ? CURRENT.get() : new Draining());
        stream.open();
        return stream;
    }

    /** An event stream that is open. */
    record Stream(Draining service) implements AutoCloseable {
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
