package dev.martlet.products.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.Money;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReservationRejectionTest {
    private final RequestedItem unknown = new RequestedItem(UUID.randomUUID(), 1, Optional.empty());
    private final RequestedItem euro = item("EUR", 0);
    private final RequestedItem franc = item("CHF", 5);
    private final RequestedItem tooFew = item("EUR", -1);

    @Test
    void availableItemsOfOneCurrencyAreNotRejected() {
        assertThat(ReservationRejection.of(List.of(euro, item("EUR", 7)))).isEmpty();
    }

    @Test
    void everyUnknownProductIsNamed() {
        var other = new RequestedItem(UUID.randomUUID(), 1, Optional.empty());

        assertThat(ReservationRejection.of(List.of(unknown, euro, other)))
                .contains(new ReservationRejection.UnknownProducts(List.of(unknown.productId(), other.productId())));
    }

    @Test
    void everyProductWithTooLittleStockIsNamed() {
        var other = item("EUR", -20);

        assertThat(ReservationRejection.of(List.of(tooFew, euro, other)))
                .contains(new ReservationRejection.InsufficientStock(List.of(tooFew.productId(), other.productId())));
    }

    @Test
    void itemsInTwoCurrenciesAreRejected() {
        assertThat(ReservationRejection.of(List.of(euro, franc))).contains(new ReservationRejection.MixedCurrencies());
    }

    @Test
    void unknownProductsComeBeforeMixedCurrenciesAndTheseBeforeInsufficientStock() {
        assertThat(ReservationRejection.of(List.of(tooFew, franc, unknown))).contains(new ReservationRejection.UnknownProducts(List.of(unknown.productId())));
        assertThat(ReservationRejection.of(List.of(tooFew, franc))).contains(new ReservationRejection.MixedCurrencies());
    }

    private static RequestedItem item(String currency, long left) {
        return new RequestedItem(UUID.randomUUID(), 1, Optional.of(new RequestedItem.Offer("Martlet", Money.of(100, currency), left)));
    }
}
