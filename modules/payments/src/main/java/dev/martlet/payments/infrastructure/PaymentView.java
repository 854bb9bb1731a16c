package dev.martlet.payments.infrastructure;

import dev.martlet.payments.domain.PaymentMethod;
import dev.martlet.payments.domain.PaymentState;
import dev.martlet.payments.domain.PaymentStatus;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.sql.Row;
import java.time.Instant;
import java.util.UUID;

/** A payment as REST clients see it. */
public record PaymentView(
        UUID id,
        UUID orderId,
        UUID customerId,
        Money amount,
        PaymentMethod method,
        PaymentStatus status,
        Instant createdAt,
        Instant updatedAt) {

    static PaymentView of(Row row) {
        return new PaymentView(
                row.uuid("id"),
                row.uuid("order_id"),
                row.uuid("customer_id"),
                row.money("due"),
                row.constant("method", PaymentMethod.class),
                row.constant("state", PaymentState.class).status(),
                row.instant("created_at"),
                row.instant("updated_at"));
    }
}
