package dev.martlet.bootstrap;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The databases of a process that starts: opened on a thread of their own, because that is mostly waiting and, at a first login, hashing. */
final class OpeningDatabases implements AutoCloseable {
    private final StopSignal stop;
    private final CompletableFuture<Databases> opening;

    private OpeningDatabases(StopSignal stop, CompletableFuture<Databases> opening) {
        this.stop = stop;
        this.opening = opening;
    }

    static OpeningDatabases begin(ProcessConfig config, StopSignal stop) {
        return new OpeningDatabases(stop, CompletableFuture.supplyAsync(
                () -> Databases.open(config, stop), work -> Thread.ofPlatform().name("opening databases").start(work)));
    }

    /** @throws StartupFailure as {@link Databases#open} does */
    Databases await() {
        try {
            return opening.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException known ? known : failure;
        }
    }

    /** Gives up waiting for them, or closes them. */
    @Override
    public void close() {
        if (!opening.isDone()) {
            stop.give();
        }
        opening.handle((databases, failure) -> {
            if (failure == null) {
                databases.close();
            }
            return failure;
        }).join();
    }
}
