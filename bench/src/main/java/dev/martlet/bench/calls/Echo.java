package dev.martlet.bench.calls;

import dev.martlet.platform.calls.Api;
import dev.martlet.platform.calls.Safe;

/** An API with nothing behind it, so that only the way to it costs. Public, because calls are made by reflection. */
@Api(module = "echo")
public interface Echo {
    /** A number. */
    record Question(long number) {}

    /** The same number. */
    record Answer(long number) {}

    /** Answers every question. */
    @Safe
    Answer ask(Question question);
}
