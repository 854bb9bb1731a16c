package dev.martlet.orders.infrastructure;

import dev.martlet.orders.api.OrderLedgers.OrderOutcome;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.orders.domain.PaymentStatus;
import dev.martlet.payments.api.PaymentLedgers.Charge;
import dev.martlet.payments.api.PaymentMethod;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.runtime.invariants.Entry;
import dev.martlet.platform.runtime.invariants.IdRange;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** The table orders, as the records of other modules are compared with it. */
public final class OrderLedgerRepository {
    private static final SqlStatement READ = SqlStatement.of("orders.read-ledger", """
            select id, customer_id, status, payment_id, payment_status, payment_method, total_amount, total_currency, items
            from orders
            cross join lateral (
                select
                    coalesce(sum(cast(line ->> 'quantity' as bigint) * cast(line -> 'unitPrice' ->> 'amount' as bigint)), 0) as total_amount,
                    coalesce(min(line -> 'unitPrice' ->> 'currency'), '') as total_currency,
                    string_agg(
                        concat(
                            line ->> 'productId', ' x ', line ->> 'quantity', ' at ',
                            line -> 'unitPrice' ->> 'amount', ' ', line -> 'unitPrice' ->> 'currency'),
                        ', ' order by line ->> 'productId') as items
                from jsonb_array_elements(lines) as line
            ) as summed
            where id > :after
            and id <= :last
            order by id
            limit :limit""");

    private static final String CAPTURED = PaymentStatus.CAPTURED.name();

    private final Sql sql;

    public OrderLedgerRepository(Sql sql) {
        this.sql = sql;
    }

    /** The status that the order's payment must have. */
    public List<Entry<String>> payments(IdRange range) {
        return read(range, row -> confirmed(row, OrderLedgerRepository::payment));
    }

    public List<Entry<Charge>> money(IdRange range) {
        return read(range, row -> confirmed(row, OrderLedgerRepository::charge));
    }

    public List<Entry<String>> stock(IdRange range) {
        return read(range, row -> confirmed(row, order -> order.text("items")));
    }

    public List<Entry<OrderOutcome>> outcomes(IdRange range) {
        return read(range, OrderLedgerRepository::outcome);
    }

    private <V> List<Entry<V>> read(IdRange range, Function<Row, Entry<V>> entry) {
        return sql.prepare(READ).set("after", range.after()).set("last", range.last()).set("limit", range.limit()).list(entry::apply);
    }

    private static <V> Entry<V> confirmed(Row row, Function<Row, V> value) {
        UUID id = row.uuid("id");
        return switch (row.constant("status", OrderStatus.class)) {
            case CONFIRMED -> Entry.of(id, value.apply(row));
            case REJECTED, CANCELLED -> Entry.nothing(id);
            case PENDING, REJECTING, CANCELLING -> Entry.unfinished(id);
        };
    }

    private static Entry<OrderOutcome> outcome(Row row) {
        UUID id = row.uuid("id");
        return switch (row.constant("status", OrderStatus.class)) {
            case CONFIRMED -> Entry.of(id, new OrderOutcome.Confirmed(row.uuid("customer_id"), total(row)));
            case REJECTED -> Entry.of(id, new OrderOutcome.Rejected(row.uuid("customer_id")));
            case CANCELLED -> Entry.of(id, new OrderOutcome.Cancelled(row.uuid("customer_id")));
            case PENDING, REJECTING, CANCELLING -> Entry.unfinished(id);
        };
    }

    /** What the order shows of its payment is said if it is something else. */
    private static String payment(Row row) {
        String shown = row.optionalText("payment_status").orElse(Entry.NOTHING);
        return shown.equals(CAPTURED) ? CAPTURED : CAPTURED + ", which the order shows as " + shown;
    }

    private static Charge charge(Row row) {
        return new Charge(row.optionalUuid("payment_id"), row.uuid("customer_id"), total(row), row.constant("payment_method", PaymentMethod.class));
    }

    private static Money total(Row row) {
        return Money.of(row.number("total_amount"), row.text("total_currency"));
    }
}
