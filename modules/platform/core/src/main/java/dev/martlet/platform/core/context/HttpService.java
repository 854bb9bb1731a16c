package dev.martlet.platform.core.context;

/** The HTTP service of a process, as a request sees it. */
public interface HttpService {
    /** Whether it is shutting down: then each response is the last one of its connection. */
    boolean isShuttingDown();

    /** From here on, this thread writes an event stream, and is interrupted when the service shuts down. */
    Stream openStream();

    /** An event stream that is open. */
    interface Stream extends AutoCloseable {
        @Override
        void close();
    }
}
