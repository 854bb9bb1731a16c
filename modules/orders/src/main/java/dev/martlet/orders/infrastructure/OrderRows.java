package dev.martlet.orders.infrastructure;

import dev.martlet.orders.domain.CardToken;
import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderLine;
import dev.martlet.orders.domain.OrderPayment;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.orders.domain.PaymentMethod;
import dev.martlet.orders.domain.PaymentStatus;
import dev.martlet.orders.domain.Rejection;
import dev.martlet.orders.domain.RejectionReason;
import dev.martlet.platform.sql.Row;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.type.TypeReference;

/** Reads rows of the table orders. */
final class OrderRows {
    /** By name: a prepared statement with {@code *} fails once a newer version of the program has added a column. */
    static final String COLUMNS = """
            id, customer_id, lines, status, reason, reason_products, payment_method, payment_token, payment_id, payment_status,
            attempts, created_at, updated_at""";

    private static final TypeReference<List<StoredLine>> LINES = new TypeReference<>() {};
    private static final TypeReference<List<UUID>> IDS = new TypeReference<>() {};

    private OrderRows() {}

    static Order read(Row row) {
        return new Order(
                row.uuid("id"),
                row.uuid("customer_id"),
                lines(row),
                payment(row),
                row.constant("status", OrderStatus.class),
                rejection(row),
                (int) row.number("attempts"),
                row.instant("created_at"),
                row.instant("updated_at"));
    }

    static Optional<Rejection> rejection(Row row) {
        return row.optionalText("reason").map(reason -> new Rejection(RejectionReason.valueOf(reason), row.json("reason_products", IDS)));
    }

    private static List<OrderLine> lines(Row row) {
        return row.json("lines", LINES).stream().map(StoredLine::toLine).toList();
    }

    private static OrderPayment payment(Row row) {
        return new OrderPayment(
                row.constant("payment_method", PaymentMethod.class),
                row.optionalText("payment_token").map(CardToken::new),
                row.optionalUuid("payment_id"),
                row.optionalText("payment_status").map(PaymentStatus::valueOf));
    }
}
