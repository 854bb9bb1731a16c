package dev.martlet.platform.core.work;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A background loop on its own virtual thread: repeats a step while there is more to do, then rests until it is woken or its interval is
 * over. A step that fails is tried again after growing delays, so a worker never ends by itself and never spins. The log tells of it when it begins, once a
 * minute, and when it is over.
 */
public final class Worker implements AutoCloseable {
    private static final Duration FIRST_DELAY_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY_AFTER_FAILURE = Duration.ofMinutes(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    /** One bounded piece of work. */
    @FunctionalInterface
    public interface Step {
        /** @return true if there may be more to do at once */
        boolean run() throws Exception;
    }

    private static final Set<String> DEAD = ConcurrentHashMap.newKeySet();

    private final String name;
    private final Duration interval;
    private final Backoff backoff;
    private final Step step;
    private final Semaphore bell = new Semaphore(0);
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Thread thread;
    private final FailureLog log;

    /** Delays after failures grow from 1 s to 1 min. */
    public Worker(String name, Duration interval, Step step) {
        this(name, interval, LONGEST_DELAY_AFTER_FAILURE, step);
    }

    public Worker(String name, Duration interval, Duration longestDelayAfterFailure, Step step) {
        this.name = name;
        this.log = new FailureLog(name);
        this.interval = interval;
        this.backoff = new Backoff(FIRST_DELAY_AFTER_FAILURE, longestDelayAfterFailure, 0);
        this.step = step;
    }

    public synchronized Worker start() {
        if (thread == null && !isClosing()) {
            thread = Thread.ofVirtual().name(name).start(this::run);
        }
        return this;
    }

    /** The names of workers of this process that ended though they were not closed. */
    public static Set<String> dead() {
        return Set.copyOf(DEAD);
    }

    /** Makes the next step run at once. Never blocks; a wake-up during a step is not lost. */
    public void wake() {
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    /** Whether it waits to be woken, as of a moment ago. */
    public boolean isResting() {
        return bell.hasQueuedThreads();
    }

    /** For a step that waits for something: returns when the worker is woken or closed, or the time is over. */
    public void rest(Duration longest) throws InterruptedException {
        try (var _ = TimeLimit.of(longest, this::wake)) {
            if (!isClosing()) {
                bell.acquire();
                bell.drainPermits();
            }
        }
    }

    /** For a step that lets more work come together: returns when the time is over, even if the worker is woken, or when it is closed. */
    public void gather(Duration time) throws InterruptedException {
        closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Lets the step under way finish (up to 10 s), then ends the loop. */
    @Override
    public void close() {
        closeAll(List.of(this));
    }

    /** Closes them together, so that the slowest alone decides how long it takes. */
    public static void closeAll(Collection<Worker> workers) {
        closeAll(workers, LONGEST_STOP);
    }

    /** @param longest what all of them together may take before they are interrupted */
    static void closeAll(Collection<Worker> workers, Duration longest) {
        workers.forEach(Worker::stop);
        long end = System.nanoTime() + longest.toNanos();
        workers.forEach(worker -> worker.joinUntil(end));
    }

    private synchronized void stop() {
        closing.countDown();
        DEAD.remove(name);
        wake();
    }

    private void joinUntil(long end) {
        Thread running = thread;
        if (running == null) {
            return;
        }
        try {
            if (!running.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
                running.interrupt();
            }
        } catch (InterruptedException _) {
            running.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void run() {
        try {
            loop();
        } finally {
            if (!isClosing()) {
                DEAD.add(name);
            }
        }
    }

    private void loop() {
        int failures = 0;
        while (!isClosing()) {
            try {
                boolean more = step.run();
                log.succeeded();
                failures = 0;
                if (!more) {
                    rest(interval);
                }
            } catch (Throwable failure) { // an Error or an interrupt, too, must not end the work for good without a word
                if (!restAfter(failure, ++failures)) {
                    return;
                }
            }
        }
    }

    /** Wake-ups do not shorten this one: what fails must not spin. @return false if the worker is to end */
    private boolean restAfter(Throwable failure, int failures) {
        if (isClosing()) {
            return false;
        }
        log.failed(failure);
        try {
            return !closing.await(backoff.after(failures).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            return !isClosing();
        }
    }
}
