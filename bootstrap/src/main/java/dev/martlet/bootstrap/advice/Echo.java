package dev.martlet.bootstrap.advice;

import dev.martlet.platform.calls.Safe;
import dev.martlet.platform.calls.invoke.Operation;

/** The operation of a process that does nothing: what a call of it costs is the cost of calling. */
@FunctionalInterface
interface Echo {
    @Safe
    Text echo(Text text);

    /** Comes back as it is. */
    record Text(String text) {}

    static Operation operation() {
        return ProcessOperations.named(Echo.class, "echo", Text.class);
    }
}
