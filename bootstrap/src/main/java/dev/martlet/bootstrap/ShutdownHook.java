package dev.martlet.bootstrap;

import dev.martlet.platform.core.observe.Logging;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Closes the program when the process receives a signal to stop. A start that is under way is given the signal to stop: it ends a wait at once and finishes
 * everything else, so that nothing half started stays behind.
 */
final class ShutdownHook {
    private static final int LONGEST_START_S = 60;

    private ShutdownHook() {}

    /** Starts what the end of the process closes. */
    static <T> T of(Function<StopSignal, T> start, Consumer<T> close) {
        var stop = new StopSignal();
        var started = new CompletableFuture<Optional<T>>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.give();
            started.completeOnTimeout(Optional.empty(), LONGEST_START_S, TimeUnit.SECONDS).join().ifPresent(close);
            Logging.flush();
        }, "shutdown"));
        try {
            T program = start.apply(stop);
            started.complete(Optional.of(program));
            return program;
        } finally {
            started.complete(Optional.empty());
        }
    }
}
