package dev.martlet.kernel.work;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A background loop on its own virtual thread: repeats a step while there is more to do, then rests until it is woken or its pause is
 * over. A step that fails is logged and tried again after growing pauses (1 s up to 1 min), so a worker never ends by itself and never spins.
 */
public final class Worker implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Worker.class.getName());
    private static final Duration LONGEST_PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    /** One bounded piece of work. */
    @FunctionalInterface
    public interface Step {
        /** @return true if there may be more to do at once */
        boolean run() throws Exception;
    }

    private final String name;
    private final Duration pause;
    private final Step step;
    private final Semaphore bell = new Semaphore(0);
    private volatile boolean closing;
    private volatile Thread thread;

    public Worker(String name, Duration pause, Step step) {
        this.name = name;
        this.pause = pause;
        this.step = step;
    }

    public synchronized Worker start() {
        if (thread == null && !closing) {
            thread = Thread.ofVirtual().name(name).start(this::loop);
        }
        return this;
    }

    /** Makes the next step run at once. Never blocks; a wake-up during a step is not lost. */
    public void wake() {
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    /** Lets the step under way finish (up to 10 s), then ends the loop. */
    @Override
    public void close() {
        closing = true;
        wake();
        Thread running = thread;
        if (running == null) {
            return;
        }
        try {
            if (!running.join(LONGEST_STOP)) {
                running.interrupt();
            }
        } catch (InterruptedException _) {
            running.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        int failures = 0;
        while (!closing) {
            try {
                if (step.run()) {
                    failures = 0;
                    continue;
                }
                failures = 0;
                rest(pause);
            } catch (InterruptedException _) {
                return;
            } catch (Exception failure) {
                if (closing) {
                    return;
                }
                LOG.log(Level.WARNING, () -> name + " failed and will be tried again: " + failure);
                LOG.log(Level.DEBUG, name, failure);
                restAfterFailure(failures++);
            }
        }
    }

    private void rest(Duration time) throws InterruptedException {
        if (bell.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
            bell.drainPermits();
        }
    }

    /** Wake-ups do not shorten this one: what fails must not spin. */
    private void restAfterFailure(int failures) {
        Duration time = Duration.ofSeconds(1L << Math.min(failures, 6));
        long end = System.nanoTime() + (time.compareTo(LONGEST_PAUSE_AFTER_FAILURE) < 0 ? time : LONGEST_PAUSE_AFTER_FAILURE).toNanos();
        while (!closing && System.nanoTime() < end) {
            try {
                TimeUnit.MILLISECONDS.sleep(Math.min(200, Math.max(1, (end - System.nanoTime()) / 1_000_000)));
            } catch (InterruptedException _) {
                return;
            }
        }
    }
}
