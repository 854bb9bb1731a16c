package dev.martlet.platform.runtime.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Reads differences again, with pauses: one is reported if it is there twice, with the same values. */
final class Confirmation {
    private static final long PAUSE_MS = 200;
    private static final int TRIES = 25;

    private final List<UUID> suspects;
    private final Function<List<UUID>, Result> reading;

    Confirmation(List<UUID> suspects, Function<List<UUID>, Result> reading) {
        this.suspects = suspects;
        this.reading = reading;
    }

    /**
     * What was found when the suspects were read again.
     *
     * @param changing those that changed while they were read
     */
    record Result(List<Finding> findings, List<UUID> changing) {}

    /** What still changes after five seconds is none: it is unfinished. */
    List<Finding> differing() {
        var confirmed = new ArrayList<Finding>();
        Set<Finding> before = Set.of();
        List<UUID> left = List.copyOf(suspects);
        for (int tried = 0; tried < TRIES && !left.isEmpty(); tried++) {
            if (tried > 0) {
                pause();
            }
            Result result = reading.apply(left);
            Set<Finding> known = before;
            result.findings().stream().filter(known::contains).forEach(confirmed::add);
            before = new HashSet<>(result.findings());
            before.removeAll(confirmed);
            left = open(before, result.changing());
        }
        return confirmed;
    }

    private static List<UUID> open(Set<Finding> once, List<UUID> changing) {
        var open = new ArrayList<>(changing);
        once.forEach(finding -> open.add(UUID.fromString(finding.id())));
        return open;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
