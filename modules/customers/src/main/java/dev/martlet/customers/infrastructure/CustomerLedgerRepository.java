package dev.martlet.customers.infrastructure;

import dev.martlet.customers.domain.CreditStatus;
import dev.martlet.platform.runtime.invariants.Entry;
import dev.martlet.platform.runtime.invariants.IdRange;
import dev.martlet.platform.runtime.invariants.Violation;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.util.List;
import java.util.UUID;

/** The tables customers and credit_reservations, as they are compared with each other and with payments. */
public final class CustomerLedgerRepository {
    private static final SqlStatement CREDIT = SqlStatement.of("customers.read-credit-ledger", """
            select order_id, customer_id, amount, currency, status
            from credit_reservations
            where order_id > :after
            and order_id <= :last
            order by order_id
            limit :limit""");
    private static final SqlStatement REGISTERED = SqlStatement.of("customers.read-ledger", """
            select id
            from customers
            where id > :after
            and id <= :last
            order by id
            limit :limit""");
    private static final SqlStatement MISCOUNTED = SqlStatement.of("customers.list-miscounted-credit", """
            select
                coalesce(c.id, held.customer_id) as id,
                coalesce(held.amount, 0) || ' ' || coalesce(held.currency, c.limit_currency) as reservations,
                coalesce(c.reserved_amount || ' ' || c.limit_currency, 'no customer') as counted
            from (
                select customer_id, currency, cast(sum(amount) as bigint) as amount
                from credit_reservations
                where status = 'RESERVED'
                group by customer_id, currency
            ) as held
            full join customers as c on c.id = held.customer_id
            where c.reserved_amount is distinct from coalesce(held.amount, 0)
            or held.currency <> c.limit_currency
            order by 1""");

    private final Sql sql;

    public CustomerLedgerRepository(Sql sql) {
        this.sql = sql;
    }

    public List<Entry<String>> credit(IdRange range) {
        return sql.prepare(CREDIT).set("after", range.after()).set("last", range.last()).set("limit", range.limit())
                .list(CustomerLedgerRepository::credit);
    }

    public List<Entry<UUID>> registered(IdRange range) {
        return sql.prepare(REGISTERED).set("after", range.after()).set("last", range.last()).set("limit", range.limit())
                .list(row -> Entry.of(row.uuid("id"), row.uuid("id")));
    }

    /** Customers whose reserved credit is not the sum of their reservations. */
    public List<Violation> miscounted() {
        return sql.prepare(MISCOUNTED).list(row -> new Violation(row.uuid("id"), row.text("reservations"), row.text("counted")));
    }

    private static Entry<String> credit(Row row) {
        UUID order = row.uuid("order_id");
        var status = row.constant("status", CreditStatus.class);
        return switch (status) {
            case RESERVED -> Entry.of(order, row.number("amount") + " " + row.text("currency") + " of " + row.uuid("customer_id"));
            case REFUSED, RELEASED -> Entry.ended(order, status);
        };
    }
}
