package dev.martlet.bootstrap;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Closes the program when the process is told to end. If it is told while it still starts, it starts first: nothing half started stays behind. */
final class Ending {
    private static final int LONGEST_START_S = 60;

    private Ending() {}

    /** Starts what the end of the process shall close. */
    static <T> T of(Supplier<T> start, Consumer<T> close) {
        var started = new CompletableFuture<Optional<T>>();
        started.completeOnTimeout(Optional.empty(), LONGEST_START_S, TimeUnit.SECONDS);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> started.join().ifPresent(close), "shutdown"));
        try {
            T program = start.get();
            started.complete(Optional.of(program));
            return program;
        } finally {
            started.complete(Optional.empty());
        }
    }
}
