package dev.martlet.customers.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.Money;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CreditTest {
    @Property
    void theAvailableCreditIsTheRestOfTheLimitButNeverBelowZero(@ForAll @LongRange(max = 200) long limit, @ForAll @LongRange(max = 200) long reserved) {
        var credit = new Credit(euro(limit), euro(reserved));

        assertThat(credit.available()).isEqualTo(euro(Math.max(0, limit - reserved)));
    }

    @Property
    void aNewLimitKeepsTheReservedCredit(@ForAll @LongRange(max = 200) long limit, @ForAll @LongRange(max = 200) long reserved) {
        var credit = new Credit(euro(100), euro(reserved));

        assertThat(credit.withLimit(euro(limit))).contains(new Credit(euro(limit), euro(reserved)));
    }

    @Test
    void unusedCreditMayChangeItsCurrency() {
        var yen = Money.of(5000, "JPY");

        assertThat(Credit.unused(euro(100)).withLimit(yen)).contains(new Credit(yen, Money.zero("JPY")));
    }

    @Test
    void openCreditKeepsItsCurrency() {
        assertThat(new Credit(euro(100), euro(1)).withLimit(Money.of(5000, "JPY"))).isEmpty();
        assertThat(new Credit(euro(0), euro(1)).withLimit(Money.zero("JPY"))).isEmpty();
    }

    private static Money euro(long cents) {
        return Money.of(cents, "EUR");
    }
}
