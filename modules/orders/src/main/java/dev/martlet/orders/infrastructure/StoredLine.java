package dev.martlet.orders.infrastructure;

import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderLine;
import dev.martlet.platform.core.Money;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The JSON of an order line in the column {@code lines}. */
record StoredLine(UUID productId, int quantity, Optional<String> name, Optional<Money> unitPrice) {
    static StoredLine of(OrderLine line) {
        return new StoredLine(line.productId(), line.quantity(), line.name(), line.unitPrice());
    }

    static List<StoredLine> allOf(Order order) {
        return order.lines().stream().map(StoredLine::of).toList();
    }

    OrderLine toLine() {
        return new OrderLine(productId, quantity, name, unitPrice);
    }
}
