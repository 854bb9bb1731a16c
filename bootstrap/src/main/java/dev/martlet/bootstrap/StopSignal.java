package dev.martlet.bootstrap;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells a start that still waits for something that the process is to end. */
final class StopSignal {
    private final CountDownLatch given = new CountDownLatch(1);

    void give() {
        given.countDown();
    }

    boolean isGiven() {
        return given.getCount() == 0;
    }

    /** Waits for the signal. @return whether it was given in time */
    boolean await(Duration longest) throws InterruptedException {
        return given.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }
}
