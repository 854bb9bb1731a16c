package dev.martlet.platform.runtime.inspection;

import java.time.Instant;
import java.util.Optional;

/**
 * One thing that a module has recorded about a subject.
 *
 * @param at by the clock of the module's database; empty if the time is not recorded
 * @param what a few words, without personal data
 * @param detail empty if there is no more to say
 */
public record Activity(Optional<Instant> at, String what, String detail) {
    public static Activity of(Instant at, String what, String detail) {
        return new Activity(Optional.of(at), what, detail);
    }
}
