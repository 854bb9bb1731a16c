package dev.martlet.bootstrap.advice;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A value that is made anew once it is old. Threads that need a new one at the same time wait for one of them to make it. */
final class Kept<T> {
    private final Duration life;
    private T value;
    private long madeNanoTime;
    private boolean isKept;

    Kept(Duration life) {
        this.life = life;
    }

    /** @param worth whether what was made is worth keeping */
    synchronized T get(Supplier<T> maker, Predicate<T> worth) {
        if (!isKept || System.nanoTime() - madeNanoTime > life.toNanos()) {
            value = maker.get();
            madeNanoTime = System.nanoTime();
            isKept = worth.test(value);
        }
        return value;
    }
}
