package dev.martlet.bench.load;

import java.io.IOException;
import java.time.Duration;

/** Puts one target under one kind of load, in a process of its own whose CPU time is counted separately. */
@FunctionalInterface
public interface Load {
    /** @param clients each waits for its response before it sends the next request (a closed loop) */
    LoadResult run(int clients, Duration time) throws IOException, InterruptedException;
}
