package dev.martlet.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointsTest {
    @ParameterizedTest
    @CsvSource({"0, EUR, 0", "99, EUR, 0", "100, EUR, 1", "1999, EUR, 19", "1999, JPY, 1999", "1999, KWD, 1", "1000000000000, USD, 10000000000"})
    void eachWholeMajorUnitEarnsOne(long amount, String currency, long points) {
        assertThat(Points.earnedBy(Money.of(amount, currency))).isEqualTo(points);
    }
}
