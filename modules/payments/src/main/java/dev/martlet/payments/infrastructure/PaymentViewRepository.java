package dev.martlet.payments.infrastructure;

import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.sql.Sql;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table payments, as REST clients see it: without the marks of orders that were cancelled before they were charged. */
final class PaymentViewRepository {
    private final Sql sql;

    PaymentViewRepository(Sql sql) {
        this.sql = sql;
    }

    Optional<PaymentView> find(UUID id) {
        return sql.first("""
                select id, order_id, customer_id, due_amount, due_currency, method, state, created_at, updated_at
                from payments
                where id = ? and method is not null
                """, PaymentView::of, id);
    }

    List<PaymentView> list(Optional<UUID> orderId, PageRequest page) {
        return orderId.isPresent() ? ofOrder(orderId.get(), page) : all(page);
    }

    /** The bound is compared even on the first page: PostgreSQL plans once for all pages, and an "or" would keep it from starting at the cursor. */
    private List<PaymentView> all(PageRequest page) {
        return sql.list("""
                select id, order_id, customer_id, due_amount, due_currency, method, state, created_at, updated_at
                from payments
                where method is not null and id < coalesce(cast(? as uuid), cast('ffffffff-ffff-ffff-ffff-ffffffffffff' as uuid))
                order by id desc
                limit ?
                """, PaymentView::of, page.before(), page.fetch());
    }

    private List<PaymentView> ofOrder(UUID orderId, PageRequest page) {
        return sql.list("""
                select id, order_id, customer_id, due_amount, due_currency, method, state, created_at, updated_at
                from payments
                where order_id = ?
                    and method is not null
                    and id < coalesce(cast(? as uuid), cast('ffffffff-ffff-ffff-ffff-ffffffffffff' as uuid))
                order by id desc
                limit ?
                """, PaymentView::of, orderId, page.before(), page.fetch());
    }
}
