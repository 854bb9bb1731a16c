package dev.martlet.payments.infrastructure;

import dev.martlet.payments.api.PaymentLedgers.Charge;
import dev.martlet.payments.domain.PaymentMethod;
import dev.martlet.payments.domain.PaymentState;
import dev.martlet.platform.runtime.invariants.Entry;
import dev.martlet.platform.runtime.invariants.IdRange;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The table payments, as it is compared with orders, and credit reservations with it. */
public final class PaymentLedgerRepository {
    private static final SqlStatement READ = SqlStatement.of("payments.read-ledger", """
            select id, order_id, customer_id, due_amount, due_currency, method, state
            from payments
            where order_id > :after
            and order_id <= :last
            order by order_id
            limit :limit""");

    private final Sql sql;

    public PaymentLedgerRepository(Sql sql) {
        this.sql = sql;
    }

    public List<Entry<String>> status(IdRange range) {
        return read(range, row -> switch (state(row)) {
            case AUTHORIZED, CAPTURED -> Entry.of(row.uuid("order_id"), state(row).name());
            case CANCELLING, REFUNDING -> Entry.unfinished(row.uuid("order_id"));
            case DECLINED, CANCELLED, REFUNDED -> Entry.ended(row.uuid("order_id"), state(row));
        });
    }

    public List<Entry<String>> money(IdRange range) {
        return read(range, row -> taken(row, "from", ", payment " + row.uuid("id")));
    }

    public static Optional<String> expected(Charge charge) {
        return Optional.of(charge.amount().amount() + " " + charge.amount().currency() + " from " + charge.customerId()
                + ", payment " + charge.paymentId().map(UUID::toString).orElse("unknown"));
    }

    /** What orders paid by credit must hold of it. */
    public List<Entry<String>> credit(IdRange range) {
        return read(range, row -> row.optionalText("method").equals(Optional.of(PaymentMethod.CREDIT.name()))
                ? credit(row)
                : Entry.nothing(row.uuid("order_id")));
    }

    private List<Entry<String>> read(IdRange range, Function<Row, Entry<String>> entry) {
        return sql.prepare(READ).set("after", range.after()).set("last", range.last()).set("limit", range.limit()).list(entry::apply);
    }

    private static Entry<String> credit(Row row) {
        return state(row) == PaymentState.AUTHORIZED ? Entry.unfinished(row.uuid("order_id")) : taken(row, "of", "");
    }

    private static Entry<String> taken(Row row, String word, String payment) {
        UUID order = row.uuid("order_id");
        return switch (state(row)) {
            case CAPTURED -> Entry.of(order,
                    row.number("due_amount") + " " + row.text("due_currency") + " " + word + " " + row.uuid("customer_id") + payment);
            case CANCELLING, REFUNDING -> Entry.unfinished(order);
            case AUTHORIZED, DECLINED, CANCELLED, REFUNDED -> Entry.ended(order, state(row));
        };
    }

    private static PaymentState state(Row row) {
        return row.constant("state", PaymentState.class);
    }
}
