package dev.martlet.platform.core.context;

/** What one HTTP request occupies of its process: one of the concurrent requests, and memory for what is large. */
public interface RequestPermit {
    /** From here on, the request counts as an event stream. Ends with 503 if there are too many. */
    void becomeStream();

    /** Takes memory until the response has been sent. Ends with 503 if there is none. */
    void takeMemory(long bytes);

    /** The request has become a response of so many bytes. */
    void reduceMemoryTo(long bytes);
}
