package dev.martlet.platform.calls.remote;

import dev.martlet.platform.calls.Api;
import dev.martlet.platform.calls.Keyed;
import dev.martlet.platform.calls.Safe;
import java.util.Optional;
import java.util.UUID;

/** A small module, in the version of today. */
@Api(module = "birds")
public interface BirdsApi {
    @Safe
    Heard hear(Hear request);

    @Keyed("nest")
    Fed feed(Feed request);

    record Hear(String call) {}

    record Heard(String call) {}

    record Feed(UUID nest, int worms) {}

    /** What became of the worms. */
    sealed interface Fed {
        record Eaten(int worms) implements Fed {}

        record NotHungry() implements Fed {}
    }

    /** The same module in the version of tomorrow. */
    @Api(module = "birds")
    interface Newer {
        @Safe
        HeardFar hear(HearFar request);
    }

    record HearFar(String call, Optional<Integer> distance) {}

    record HeardFar(String call, Optional<Integer> volume) {}
}
