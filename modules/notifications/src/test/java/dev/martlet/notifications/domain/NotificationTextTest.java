package dev.martlet.notifications.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.Money;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationTextTest {
    private final UUID orderId = UUID.fromString("0195a000-0000-7000-8000-000000000001");

    @Test
    void subjectsNameTheOrder() {
        assertThat(NotificationText.orderConfirmed(orderId, Money.of(1999, "EUR")).subject()).isEqualTo("Your order " + orderId + " is confirmed");
        assertThat(NotificationText.orderRejected(orderId, "payment-declined").subject()).isEqualTo("Your order " + orderId + " could not be placed");
        assertThat(NotificationText.orderCancelled(orderId, Money.of(1999, "EUR")).subject()).isEqualTo("Your order " + orderId + " is cancelled");
    }

    @ParameterizedTest
    @CsvSource({"1999, EUR, 19.99 EUR", "5, EUR, 0.05 EUR", "1999, JPY, 1999 JPY", "1999, KWD, 1.999 KWD", "0, USD, 0.00 USD"})
    void moneyIsWrittenInMajorUnits(long amount, String currency, String text) {
        assertThat(NotificationText.orderConfirmed(orderId, Money.of(amount, currency)).text()).contains(" " + text + ".");
    }

    @Test
    void anUnknownReasonIsNotShownToTheCustomer() {
        assertThat(NotificationText.orderRejected(orderId, "some-new-code").text()).startsWith("It could not be completed.");
    }
}
