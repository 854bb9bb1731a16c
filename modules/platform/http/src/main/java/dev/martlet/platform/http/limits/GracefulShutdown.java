package dev.martlet.platform.http.limits;

import dev.martlet.platform.core.context.HttpService;
import dev.martlet.platform.core.context.RequestContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The end of a process's HTTP service: the answer under way on a connection is its last, and event streams end. The web server alone would wait for both
 * until its timeout, since it sees a connection that has just been answered as one that is still busy.
 */
public final class GracefulShutdown implements HttpService {
    private final Set<Thread> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean begun;

    public void begin() {
        begun = true;
        streams.forEach(Thread::interrupt);
    }

    @Override
    public boolean isShuttingDown() {
        return begun;
    }

    /** Whether the response to this thread's request is the last one of its connection. */
    public static boolean isHere() {
        return RequestContext.current().service().filter(HttpService::isShuttingDown).isPresent();
    }

    /** From here on, this thread writes an event stream, and is interrupted when the service that received its request shuts down. */
    public static Stream stream() {
        return RequestContext.current().service().orElseGet(GracefulShutdown::new).openStream();
    }

    @Override
    public Stream openStream() {
        var writer = Thread.currentThread();
        streams.add(writer);
        if (begun) {
            writer.interrupt();
        }
        return () -> streams.remove(writer);
    }
}
