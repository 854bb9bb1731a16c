package dev.martlet.platform.calls.contract;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** One module's contract, and the hash that other processes report. A difference is reported and never stops anything. */
final class Contract {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Logger LOG = System.getLogger(Contract.class.getName());
    /** During a rolling upgrade two versions answer in turn: a difference is logged once, not for each call. */
    private static final Duration REPEAT_AFTER = Duration.ofMinutes(1);

    private final String module;
    private final String hash;
    private final Clock clock;
    private volatile Optional<String> elsewhere = Optional.empty();
    private Optional<String> logged = Optional.empty();
    private Instant loggedAt = Instant.MIN;

    Contract(String module, String hash, Clock clock) {
        this.module = module;
        this.hash = hash;
        this.clock = clock;
    }

    String hash() {
        return hash;
    }

    ContractState state() {
        Optional<String> other = elsewhere;
        return new ContractState(hash, other, differs(other));
    }

    /** What is no hash is not noted. */
    void heard(String text) {
        var other = Optional.of(text);
        if (!other.equals(elsewhere) && HASH.matcher(text).matches()) {
            change(other);
        }
    }

    private synchronized void change(Optional<String> other) {
        elsewhere = other;
        if (differs(other) && isNew(other)) {
            logged = other;
            loggedAt = clock.instant();
            LOG.log(Level.WARNING, "The contract of {0} is {1} here and {2} elsewhere: two versions talk to each other, which they can",
                    module, hash, other.get());
        }
    }

    private boolean isNew(Optional<String> other) {
        return !other.equals(logged) || !clock.instant().isBefore(loggedAt.plus(REPEAT_AFTER));
    }

    private boolean differs(Optional<String> other) {
        return other.isPresent() && !other.get().equals(hash);
    }
}
