package dev.martlet.platform.http.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.http.limits.RateLimit.Rate;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final int MILLION = 1_000_000;
    private static final long MOST_BYTES_OF_A_CALLER = 1_000;

    private final RateLimit slow = new RateLimit(new Rate(1, Duration.ofHours(1), 3));

    @Test
    void aCallerMaySendTheBurstAtOnceAndThenWaits() {
        assertThat(IntStream.range(0, 3).allMatch(_ -> slow.count("ada").isEmpty())).isTrue();
        assertThat(slow.count("ada")).hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofMinutes(59), Duration.ofHours(1)));
        assertThat(slow.count("grace")).isEmpty();
    }

    @Test
    void whatIsRefusedCostsTheCallerNothing() {
        var quick = new RateLimit(new Rate(10, Duration.ofSeconds(1), 1));
        quick.count("ada");
        IntStream.range(0, 1000).forEach(_ -> quick.count("ada"));
        assertThat(quick.count("ada").orElse(Duration.ZERO)).isLessThanOrEqualTo(Duration.ofMillis(100));
    }

    /** The flood would reset the bucket of the one who sends too much, if the cache forgot it. */
    @Test
    void aMillionAddressesFillNoMemoryAndResetNobody() {
        IntStream.range(0, 50).forEach(_ -> slow.count("busy"));
        long before = used();
        for (int address = 0; address < MILLION; address++) {
            slow.count("10." + (address >> 16) + "." + (address >> 8 & 255) + "." + (address & 255));
            if (address % 1000 == 0) {
                assertThat(slow.count("busy")).as("after %d addresses", address).isPresent();
            }
        }
        assertThat(slow.callers()).isLessThanOrEqualTo(RateLimit.MOST_CALLERS);
        assertThat(used() - before).isLessThan(RateLimit.MOST_CALLERS * MOST_BYTES_OF_A_CALLER);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
