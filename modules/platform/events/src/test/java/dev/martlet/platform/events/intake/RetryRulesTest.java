package dev.martlet.platform.events.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class RetryRulesTest {
    private static final RetryRules RULES = new RetryRules(10, Duration.ofSeconds(1), Duration.ofMinutes(5));

    @Property
    void eachPauseIsAboutTwiceTheOneBeforeUpToTheLongest(@ForAll @IntRange(min = 1, max = 1000) int failures) {
        double planned = Math.min(300_000, 1000 * Math.pow(2, failures - 1));

        assertThat((double) RULES.delayAfter(failures).toMillis()).isBetween(Math.floor(planned * 0.8), planned);
    }

    @Property
    void anEventIsTriedAsOftenAsTheRulesSay(@ForAll @IntRange(min = 1, max = 20) int failures) {
        assertThat(RULES.allowAfter(failures)).isEqualTo(failures < 10);
    }
}
