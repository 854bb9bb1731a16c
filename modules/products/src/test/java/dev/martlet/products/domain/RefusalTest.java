package dev.martlet.products.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.Money;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RefusalTest {
    private final WantedItem unknown = new WantedItem(UUID.randomUUID(), 1, Optional.empty());
    private final WantedItem euro = item("EUR", 0);
    private final WantedItem franc = item("CHF", 5);
    private final WantedItem tooFew = item("EUR", -1);

    @Test
    void nothingStandsAgainstItemsOfOneCurrencyThatAreThere() {
        assertThat(Refusal.of(List.of(euro, item("EUR", 7)))).isEmpty();
    }

    @Test
    void everyUnknownProductIsNamed() {
        var other = new WantedItem(UUID.randomUUID(), 1, Optional.empty());

        assertThat(Refusal.of(List.of(unknown, euro, other)))
                .contains(new Refusal.UnknownProducts(List.of(unknown.productId(), other.productId())));
    }

    @Test
    void everyProductOfWhichThereIsTooLittleIsNamed() {
        var other = item("EUR", -20);

        assertThat(Refusal.of(List.of(tooFew, euro, other)))
                .contains(new Refusal.InsufficientStock(List.of(tooFew.productId(), other.productId())));
    }

    @Test
    void currenciesDoNotMix() {
        assertThat(Refusal.of(List.of(euro, franc))).contains(new Refusal.MixedCurrencies());
    }

    @Test
    void unknownProductsComeBeforeMixedCurrenciesAndThoseBeforeMissingStock() {
        assertThat(Refusal.of(List.of(tooFew, franc, unknown))).contains(new Refusal.UnknownProducts(List.of(unknown.productId())));
        assertThat(Refusal.of(List.of(tooFew, franc))).contains(new Refusal.MixedCurrencies());
    }

    private static WantedItem item(String currency, long left) {
        return new WantedItem(UUID.randomUUID(), 1, Optional.of(new WantedItem.Offer("Martlet", Money.of(100, currency), left)));
    }
}
