package dev.martlet.platform.runtime.check;

/** Takes what a check finds. */
public interface Report {
    void found(Finding finding);

    /** A finding that was settled and was not there when it was read again. */
    void repaired(Finding finding);
}
