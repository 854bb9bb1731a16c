package dev.martlet.platform.core.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    @Test
    void delaysDoubleUpToTheLongest() {
        var backoff = new Backoff(FIRST, LONGEST, 0);

        assertThat(IntStream.rangeClosed(1, 6).mapToObj(backoff::after).map(Duration::toSeconds)).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
    }

    @Test
    void theDelayStaysAtTheLongestAfterAnyNumberOfFailures() {
        assertThat(new Backoff(FIRST, LONGEST, 0).after(Integer.MAX_VALUE)).isEqualTo(LONGEST);
    }

    @Test
    void jitterShortensADelayByItsShareAtMost() {
        var backoff = new Backoff(FIRST, LONGEST, 0.2);

        assertThat(IntStream.range(0, 1000).mapToObj(_ -> backoff.after(5)))
                .allSatisfy(delay -> assertThat(delay).isBetween(Duration.ofSeconds(8), LONGEST))
                .anySatisfy(delay -> assertThat(delay).isLessThan(LONGEST));
    }
}
