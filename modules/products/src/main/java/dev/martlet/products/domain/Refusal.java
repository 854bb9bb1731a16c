package dev.martlet.products.domain;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** Why an order cannot have what it wants: the first of these reasons that holds, in this order. */
public sealed interface Refusal {
    record UnknownProducts(List<UUID> productIds) implements Refusal {}

    record MixedCurrencies() implements Refusal {}

    record InsufficientStock(List<UUID> productIds) implements Refusal {}

    /** Empty if nothing stands against it. */
    static Optional<Refusal> of(List<WantedItem> items) {
        var unknown = idsOf(items, WantedItem::isUnknown);
        if (!unknown.isEmpty()) {
            return Optional.of(new UnknownProducts(unknown));
        }
        if (currencies(items) > 1) {
            return Optional.of(new MixedCurrencies());
        }
        var tooFew = idsOf(items, WantedItem::isShort);
        return tooFew.isEmpty() ? Optional.empty() : Optional.of(new InsufficientStock(tooFew));
    }

    private static long currencies(List<WantedItem> items) {
        return items.stream().map(item -> item.offer().orElseThrow().price().currency()).distinct().count();
    }

    private static List<UUID> idsOf(List<WantedItem> items, Predicate<WantedItem> rule) {
        return items.stream().filter(rule).map(WantedItem::productId).toList();
    }
}
