package dev.martlet.bootstrap;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells work that waits for something that it is to stop waiting. */
public final class StopSignal {
    private final CompletableFuture<Boolean> given = new CompletableFuture<>();

    public void give() {
        given.complete(true);
    }

    boolean isGiven() {
        return given.isDone();
    }

    /** Waits for the signal. @return whether it was given in time */
    boolean await(Duration longest) {
        try {
            return given.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug);
        }
    }

    /** Waits for the work, or for the signal. @return whether the work is done */
    boolean awaitUnlessGiven(CompletableFuture<?> work) {
        CompletableFuture.anyOf(work.exceptionally(_ -> null), given).join();
        return work.state() != Future.State.RUNNING;
    }
}
