package dev.martlet.kernel.http;

/** A request body that checks itself after it was decoded; a missing member is null by then. */
public interface Checked {
    void check(Violations violations);
}
