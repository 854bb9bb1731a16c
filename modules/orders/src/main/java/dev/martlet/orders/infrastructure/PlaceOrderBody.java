package dev.martlet.orders.infrastructure;

import dev.martlet.orders.domain.CardToken;
import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderLine;
import dev.martlet.orders.domain.OrderPayment;
import dev.martlet.orders.domain.PaymentMethod;
import dev.martlet.platform.http.Validated;
import dev.martlet.platform.http.problem.Violations;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The body of POST /orders. */
record PlaceOrderBody(UUID customerId, List<Item> items, Payment payment) implements Validated {
    private static final int MAX_ITEMS = 100;
    private static final int MAX_QUANTITY = 10_000;
    private static final int MAX_TOKEN_LENGTH = 255;

    /** A product and its quantity. */
    record Item(UUID productId, Integer quantity) {}

    /** How the order is paid. */
    record Payment(PaymentMethod method, String token) {}

    Order toOrder(UUID id, Instant now) {
        var lines = items.stream().map(item -> OrderLine.requested(item.productId(), item.quantity())).toList();
        return Order.placed(id, customerId, lines, OrderPayment.by(payment.method(), Optional.ofNullable(payment.token()).map(CardToken::new)), now);
    }

    @Override
    public void check(Violations violations) {
        violations.required("/customerId", customerId);
        if (violations.required("/items", items)) {
            checkItems(violations);
        }
        if (violations.required("/payment", payment) && violations.required("/payment/method", payment.method())) {
            checkPayment(violations);
        }
    }

    private void checkItems(Violations violations) {
        violations.when(items.isEmpty() || items.size() > MAX_ITEMS, "/items", "must be 1 to " + MAX_ITEMS + " items");
        var seen = new HashSet<UUID>();
        for (int i = 0; i < Math.min(items.size(), MAX_ITEMS); i++) {
            var pointer = "/items/" + i;
            if (violations.required(pointer, items.get(i))) {
                checkItem(violations, pointer, items.get(i), seen);
            }
        }
    }

    private static void checkItem(Violations violations, String pointer, Item item, HashSet<UUID> seen) {
        if (violations.required(pointer + "/productId", item.productId())) {
            violations.when(!seen.add(item.productId()), pointer + "/productId", "must not be the product of another item");
        }
        if (violations.required(pointer + "/quantity", item.quantity())) {
            violations.range(pointer + "/quantity", item.quantity(), 1, MAX_QUANTITY);
        }
    }

    private void checkPayment(Violations violations) {
        switch (payment.method()) {
            case CARD -> violations.text("/payment/token", payment.token(), 1, MAX_TOKEN_LENGTH);
            case CREDIT -> violations.when(payment.token() != null, "/payment/token", "must be left out when the method is CREDIT");
        }
    }
}
