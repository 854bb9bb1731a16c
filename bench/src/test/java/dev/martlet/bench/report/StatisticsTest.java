package dev.martlet.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void theMedianIsTheMiddleOfSortedValues() {
        assertThat(Statistics.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5);
        assertThat(Statistics.median(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(3);
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.median(List.of()));
    }

    @Test
    void aRatioComparesValuesOfTheSameRound() {
        Statistics.Ratio ratio = Statistics.ratio(List.of(10.0, 30.0, 60.0), List.of(10.0, 10.0, 30.0));
        assertThat(ratio).isEqualTo(new Statistics.Ratio(2, 1, 3));
        assertThat(ratio).hasToString("2.00 (1.00 to 3.00)");
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.ratio(List.of(1.0), List.of()));
    }

    @Test
    void figuresHaveAboutThreeDigits() {
        assertThat(List.of(12_345.6, 645.4, 47.66, 2.063, 0.6541, 0.0)).extracting(Figures::number)
                .containsExactly("12,346", "645", "47.7", "2.06", "0.654", "0");
        assertThat(Figures.number(Double.NaN)).isEqualTo("–");
        assertThat(Figures.ratio(1.0 / 0)).isEqualTo("–");
    }
}
