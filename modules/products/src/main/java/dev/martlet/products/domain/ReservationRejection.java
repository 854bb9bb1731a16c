package dev.martlet.products.domain;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** Why a reservation is rejected: the first of these reasons that applies, in this order. */
public sealed interface ReservationRejection {
    record UnknownProducts(List<UUID> productIds) implements ReservationRejection {}

    record MixedCurrencies() implements ReservationRejection {}

    record InsufficientStock(List<UUID> productIds) implements ReservationRejection {}

    /** Empty if the items can be reserved. */
    static Optional<ReservationRejection> of(List<RequestedItem> items) {
        var unknown = idsOf(items, RequestedItem::isUnknown);
        if (!unknown.isEmpty()) {
            return Optional.of(new UnknownProducts(unknown));
        }
        if (currencies(items) > 1) {
            return Optional.of(new MixedCurrencies());
        }
        var tooFew = idsOf(items, RequestedItem::isShort);
        return tooFew.isEmpty() ? Optional.empty() : Optional.of(new InsufficientStock(tooFew));
    }

    private static long currencies(List<RequestedItem> items) {
        return items.stream().map(item -> item.offer().orElseThrow().price().currency()).distinct().count();
    }

    private static List<UUID> idsOf(List<RequestedItem> items, Predicate<RequestedItem> rule) {
        return items.stream().filter(rule).map(RequestedItem::productId).toList();
    }
}
