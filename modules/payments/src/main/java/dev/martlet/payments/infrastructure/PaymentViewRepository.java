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
    /** Takes the same time for a payment of another customer as for none. */
    private static final SqlStatement FIND_OF_CUSTOMER = SqlStatement.of("payments.find-of-customer", """
            select id, order_id, customer_id, due_amount, due_currency, method, state, created_at, updated_at
            from payments
            where id = :id and customer_id = :customer""");
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

    private static final SqlStatement LIST_OF_CUSTOMER = SqlStatement.of("payments.list-of-customer", """
            select id, order_id, customer_id, due_amount, due_currency, method, state, created_at, updated_at
            from payments
            where customer_id = :customer and id < :before
            order by id desc
            limit :limit""");
    private static final SqlStatement LIST_OF_ORDER_AND_CUSTOMER = SqlStatement.of("payments.list-of-order-and-customer", """
            select id, order_id, customer_id, due_amount, due_currency, method, state, created_at, updated_at
            from payments
            where order_id = :order and customer_id = :customer and id < :before
            order by id desc
            limit :limit""");

    private final Sql sql;

    public PaymentViewRepository(Sql sql) {
        this.sql = sql;
    }

    /** @param customer only a payment of this one, if there is one */
    Optional<PaymentView> find(UUID id, Optional<UUID> customer) {
        return customer.map(own -> sql.prepare(FIND_OF_CUSTOMER).set("customer", own)).orElseGet(() -> sql.prepare(FIND)).set("id", id).first(PaymentView::of);
    }

    /** Newest first. @param customer only payments of this one, if there is one */
    public List<PaymentView> list(Optional<UUID> orderId, Optional<UUID> customer, PageRequest page) {
        var statement = sql.prepare(customer.isPresent()
                ? orderId.isPresent() ? LIST_OF_ORDER_AND_CUSTOMER : LIST_OF_CUSTOMER
                : orderId.isPresent() ? LIST_OF_ORDER : LIST);
        orderId.ifPresent(id -> statement.set("order", id));
        customer.ifPresent(id -> statement.set("customer", id));
        return statement.set("before", page.beforeOrMax()).set("limit", page.fetch()).list(PaymentView::of);
    }
}
