package dev.martlet.payments.infrastructure;

import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table payments, as REST clients see it: without the marks of orders that were cancelled before they were charged. */
public final class PaymentViewRepository {
    private static final SqlStatement FIND = SqlStatement.of("payments.find", """
            select id, order_id, customer_id, due_amount, due_currency, method, state, created_at, updated_at
            from payments
            where id = :id and method is not null""");
    /** The cursor is compared on the first page, too: PostgreSQL plans once for all pages, and with an "or" it could not start at the cursor. */
    private static final SqlStatement LIST = SqlStatement.of("payments.list", """
            select id, order_id, customer_id, due_amount, due_currency, method, state, created_at, updated_at
            from payments
            where method is not null and id < :before
            order by id desc
            limit :limit""");
    private static final SqlStatement LIST_OF_ORDER = SqlStatement.of("payments.list-of-order", """
            select id, order_id, customer_id, due_amount, due_currency, method, state, created_at, updated_at
            from payments
            where order_id = :order and method is not null and id < :before
            order by id desc
            limit :limit""");

    private final Sql sql;

    public PaymentViewRepository(Sql sql) {
        this.sql = sql;
    }

    Optional<PaymentView> find(UUID id) {
        return sql.prepare(FIND).set("id", id).first(PaymentView::of);
    }

    /** Newest first. */
    public List<PaymentView> list(Optional<UUID> orderId, PageRequest page) {
        return orderId.map(id -> sql.prepare(LIST_OF_ORDER).set("order", id))
                .orElseGet(() -> sql.prepare(LIST))
                .set("before", page.beforeOrMax())
                .set("limit", page.fetch())
                .list(PaymentView::of);
    }
}
