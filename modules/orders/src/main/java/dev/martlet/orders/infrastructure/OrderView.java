package dev.martlet.orders.infrastructure;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderLine;
import dev.martlet.orders.domain.OrderPayment;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.orders.domain.PaymentMethod;
import dev.martlet.orders.domain.PaymentStatus;
import dev.martlet.platform.core.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The JSON of an order in the REST API. */
record OrderView(
        UUID id,
        UUID customerId,
        List<LineView> items,
        Optional<Money> total,
        OrderStatus status,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> reason,
        PaymentView payment,
        Instant createdAt,
        Instant updatedAt) {

    static OrderView of(Order order) {
        return new OrderView(
                order.id(),
                order.customerId(),
                order.lines().stream().map(LineView::of).toList(),
                order.total(),
                order.status().shown(),
                order.rejection().filter(_ -> order.status() == OrderStatus.REJECTED).map(rejection -> rejection.reason().code()),
                PaymentView.of(order.payment()),
                order.createdAt(),
                order.updatedAt());
    }

    /** A line of an order. */
    record LineView(UUID productId, Optional<String> name, int quantity, Optional<Money> unitPrice, Optional<Money> lineTotal) {
        static LineView of(OrderLine line) {
            return new LineView(line.productId(), line.name(), line.quantity(), line.unitPrice(), line.total());
        }
    }

    /** An order's payment. */
    record PaymentView(Optional<UUID> id, PaymentMethod method, Optional<PaymentStatus> status) {
        static PaymentView of(OrderPayment payment) {
            return new PaymentView(payment.id(), payment.method(), payment.status());
        }
    }
}
