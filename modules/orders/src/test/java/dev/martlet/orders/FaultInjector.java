package dev.martlet.orders;

import dev.martlet.platform.calls.CallRefused;
import dev.martlet.platform.calls.OutcomeUnknown;
import dev.martlet.platform.sql.DatabaseUnavailable;
import java.util.function.Supplier;

/** What happens around a step that leaves the saga: a call of another module or a statement. */
@FunctionalInterface
public interface FaultInjector {
    void inject(Moment moment, Kind kind);

    default <T> T around(Kind kind, Supplier<T> step) {
        inject(Moment.BEFORE, kind);
        var result = step.get();
        inject(Moment.AFTER, kind);
        return result;
    }

    /** Nothing ever happens. */
    static FaultInjector none() {
        return (_, _) -> { };
    }

    /** Before the step has had its effect, or after, when nobody learns of it any more. */
    enum Moment { BEFORE, AFTER }

    /** Where the step leads. */
    enum Kind { CALL, STATEMENT }

    /** The process dies. */
    final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    static RuntimeException loss(Moment moment, Kind kind) {
        return switch (kind) {
            case STATEMENT -> new DatabaseUnavailable("away", null);
            case CALL -> switch (moment) {
                case BEFORE -> new CallRefused("refused");
                case AFTER -> new OutcomeUnknown("lost", null);
            };
        };
    }

    /** Does something once, at the n-th chance (from 0). */
    final class Once implements FaultInjector {
        private final Runnable what;
        private int left;

        public Once(int n, Runnable what) {
            this.left = n;
            this.what = what;
        }

        public static Once crash(int n) {
            return new Once(n, () -> {
                throw new Crash();
            });
        }

        @Override
        public void inject(Moment moment, Kind kind) {
            if (left-- == 0) {
                what.run();
            }
        }

        public boolean hasFired() {
            return left < 0;
        }
    }
}
