package dev.martlet.bootstrap.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One arrow's last 15 minutes in steps of 5 seconds: about 6 KiB. */
final class ArrowHistory {
    static final int STEP_SECONDS = 5;
    static final int STEPS = 180;

    private final float[][] steps = new float[STEPS][];
    private ArrowSums before = ArrowSums.NONE;
    private int next;

    /** One step, oldest first in a list: rate, failures and retries per second, percentiles in milliseconds; empty where nothing was measured. */
    record Step(Optional<Double> rate, Optional<Double> p50, Optional<Double> p99, Optional<Double> errors, Optional<Double> retries) {
        static final Step NONE = new Step(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        private static Step of(float[] values) {
            return values == null ? NONE : new Step(known(values[0]), known(values[1]), known(values[2]), known(values[3]), known(values[4]));
        }

        private static Optional<Double> known(float value) {
            return Float.isNaN(value) ? Optional.empty() : Optional.of(Math.rint(value * 1000.0) / 1000.0);
        }
    }

    /** Ends a step of so many seconds. */
    synchronized void step(double seconds, ArrowSums now) {
        ArrowSums passed = now.since(before);
        before = now;
        steps[next] = new float[] {(float) (passed.items() / seconds), (float) passed.percentile(0.5), (float) passed.percentile(0.99),
            (float) (passed.failures() / seconds), (float) (passed.retries() / seconds)};
        next = (next + 1) % STEPS;
    }

    synchronized Step latest() {
        return Step.of(steps[(next + STEPS - 1) % STEPS]);
    }

    synchronized List<Step> all() {
        var all = new ArrayList<Step>(STEPS);
        for (int i = 0; i < STEPS; i++) {
            all.add(Step.of(steps[(next + i) % STEPS]));
        }
        return all;
    }
}
