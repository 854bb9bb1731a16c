package dev.martlet.platform.runtime.inspection;

/** What became of an action. */
public sealed interface ActionOutcome {
    /** It is done, or has begun and goes on by itself. */
    record Accepted() implements ActionOutcome {}

    /** The record's status does not allow it. @param status the record's */
    record NotPossible(String status) implements ActionOutcome {}

    /** There is no such record or action. */
    record Unknown() implements ActionOutcome {}
}
