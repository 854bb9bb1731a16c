package dev.martlet.notifications.infrastructure;

import dev.martlet.notifications.domain.NotificationType;
import dev.martlet.orders.api.OrderLedgers.OrderOutcome;
import dev.martlet.platform.runtime.invariants.Entry;
import dev.martlet.platform.runtime.invariants.IdRange;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table notifications, as it is compared with orders and customers. Whether a mail was sent is another question: the list of notifications shows it. */
public final class NotificationLedgerRepository {
    /** A cancelled order may have been confirmed before, so that its customer has two mails of it. */
    private static final SqlStatement OF_ORDERS = SqlStatement.of("notifications.read-order-ledger", """
            select
                order_id as id,
                replace(string_agg(type, ', ' order by type), 'ORDER_CANCELLED, ORDER_CONFIRMED', 'ORDER_CANCELLED')
                    || ' to ' || string_agg(distinct cast(customer_id as text), ', ') as mails
            from notifications
            where order_id > :after
            and order_id <= :last
            group by order_id
            order by order_id
            limit :limit""");
    /** A deleted customer stays as an erased recipient. */
    private static final SqlStatement OF_CUSTOMERS = SqlStatement.of("notifications.read-customer-ledger", """
            select r.customer_id as id, welcome.types as mails
            from recipients as r
            cross join lateral (
                select string_agg(distinct n.type, ', ') as types
                from notifications as n
                where n.customer_id = r.customer_id
                and n.type = 'WELCOME'
            ) as welcome
            where r.customer_id > :after
            and r.customer_id <= :last
            and not r.deleted
            order by r.customer_id
            limit :limit""");

    private final Sql sql;

    public NotificationLedgerRepository(Sql sql) {
        this.sql = sql;
    }

    public List<Entry<String>> ofOrders(IdRange range) {
        return read(OF_ORDERS, range);
    }

    public List<Entry<String>> ofCustomers(IdRange range) {
        return read(OF_CUSTOMERS, range);
    }

    public static Optional<String> expected(OrderOutcome outcome) {
        NotificationType type = switch (outcome) {
            case OrderOutcome.Confirmed _ -> NotificationType.ORDER_CONFIRMED;
            case OrderOutcome.Rejected _ -> NotificationType.ORDER_REJECTED;
            case OrderOutcome.Cancelled _ -> NotificationType.ORDER_CANCELLED;
        };
        return Optional.of(type + " to " + outcome.customerId());
    }

    /** Each customer is welcomed. */
    public static Optional<String> expected(UUID customer) {
        return Optional.of(NotificationType.WELCOME.name());
    }

    private List<Entry<String>> read(SqlStatement statement, IdRange range) {
        return sql.prepare(statement).set("after", range.after()).set("last", range.last()).set("limit", range.limit())
                .list(NotificationLedgerRepository::entry);
    }

    private static Entry<String> entry(Row row) {
        UUID id = row.uuid("id");
        return row.optionalText("mails").map(mails -> Entry.of(id, mails)).orElseGet(() -> Entry.nothing(id));
    }
}
