package dev.martlet.orders;

import dev.martlet.platform.calls.CallRejected;
import dev.martlet.platform.calls.OutcomeUnknown;
import dev.martlet.platform.sql.DatabaseUnavailable;
import java.util.function.Supplier;

/** Injects a fault before or after a call of another module or a statement. */
@FunctionalInterface
public interface FaultInjector {
    void inject(Moment moment, Kind kind);

    default <T> T around(Kind kind, Supplier<T> step) {
        inject(Moment.BEFORE, kind);
        var result = step.get();
        inject(Moment.AFTER, kind);
        return result;
    }

    /** No faults. */
    static FaultInjector none() {
        return (_, _) -> { };
    }

    /** Before the step has its effect, or after it, when only the result is lost. */
    enum Moment { BEFORE, AFTER }

    /** The kind of the step. */
    enum Kind { CALL, STATEMENT }

    /** The process crashes. */
    final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    static RuntimeException loss(Moment moment, Kind kind) {
        return switch (kind) {
            case STATEMENT -> new DatabaseUnavailable("away", null);
            case CALL -> switch (moment) {
                case BEFORE -> new CallRejected("refused");
                case AFTER -> new OutcomeUnknown("lost", null);
            };
        };
    }

    /** Runs an action once, at the n-th opportunity (from 0). */
    final class Once implements FaultInjector {
        private final Runnable action;
        private int left;

        public Once(int n, Runnable action) {
            this.left = n;
            this.action = action;
        }

        public static Once crash(int n) {
            return new Once(n, () -> {
                throw new Crash();
            });
        }

        @Override
        public void inject(Moment moment, Kind kind) {
            if (left-- == 0) {
                action.run();
            }
        }

        public boolean hasFired() {
            return left < 0;
        }
    }
}
