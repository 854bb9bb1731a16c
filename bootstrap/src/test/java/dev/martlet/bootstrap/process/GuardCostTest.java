package dev.martlet.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.calls.Api;
import dev.martlet.platform.calls.Guard;
import dev.martlet.platform.calls.GuardSettings;
import dev.martlet.platform.calls.Safe;
import dev.martlet.platform.calls.invoke.GuardedApi;
import dev.martlet.platform.calls.invoke.LocalInvoker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GuardCostTest {
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(20);

    @Test
    void theGuardOfALocalCallCostsLessThanAMicrosecond() {
        Birds plain = question -> new Birds.Answer(question.number() + 1);
        Birds guarded = GuardedApi.of(Birds.class, new Guard("birds", GuardSettings.DEFAULT, new SimpleMeterRegistry()), new LocalInvoker(plain));
        // Until it is compiled, and other work leaves it a processor for a moment.
        await().atMost(LONGEST_WARM_UP).untilAsserted(() -> assertThat(nanoseconds(guarded) - nanoseconds(plain)).isLessThan(1000));
    }

    /** An API with nothing behind it. */
    @Api(module = "birds")
    public interface Birds {
        /** A number. */
        record Question(long number) {}

        /** Another one. */
        record Answer(long number) {}

        @Safe
        Answer ask(Question question);
    }

    /** The best of many rounds: the others were disturbed. */
    private static double nanoseconds(Birds birds) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 50; round++) {
            long number = 0;
            long begin = System.nanoTime();
            for (int call = 0; call < 10_000; call++) {
                number = birds.ask(new Birds.Question(number)).number();
            }
            best = Math.min(best, (System.nanoTime() - begin) / (double) number);
        }
        return best;
    }
}
