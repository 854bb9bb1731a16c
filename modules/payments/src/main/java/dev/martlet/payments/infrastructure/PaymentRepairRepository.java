package dev.martlet.payments.infrastructure;

import dev.martlet.payments.api.PaymentLedgers.Charge;
import dev.martlet.platform.core.Ids;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * Records the payment of a confirmed order again that a backup does not have: an order is confirmed only after its payment was captured. Any other order's
 * payment is undone.
 */
public final class PaymentRepairRepository {
    /** A payment that was refunded since, or declined, stays as it is. */
    private static final SqlStatement RECORD = SqlStatement.of("payments.record-again", """
            insert into payments as p (id, order_id, customer_id, due_amount, due_currency, method, state, created_at, updated_at)
            values (:id, :order_id, :customer_id, :amount, :currency, :method, 'CAPTURED', statement_timestamp(), statement_timestamp())
            on conflict (order_id) do update
            set state = excluded.state, updated_at = excluded.updated_at
            where p.state = 'AUTHORIZED'
            and p.customer_id = excluded.customer_id
            and p.due_amount = excluded.due_amount
            and p.due_currency = excluded.due_currency
            and p.method = excluded.method""");

    private final Sql sql;
    private final Clock clock;

    public PaymentRepairRepository(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** @param charge of the order, empty if it is not confirmed @return whether something has changed */
    public boolean settleMoney(UUID orderId, Optional<Charge> charge) {
        return charge.map(taken -> record(orderId, taken)).orElseGet(() -> undo(orderId));
    }

    /** @param status of the order's payment, empty if the order is not confirmed @return whether something has changed */
    public boolean settleStatus(UUID orderId, Optional<String> status) {
        return status.isEmpty() && undo(orderId);
    }

    private boolean record(UUID orderId, Charge charge) {
        return sql.prepare(RECORD)
                .set("id", charge.paymentId().orElseGet(Ids::next))
                .set("order_id", orderId)
                .set("customer_id", charge.customerId())
                .set("amount", charge.amount().amount())
                .set("currency", charge.amount().currency())
                .set("method", charge.method())
                .execute() == 1;
    }

    /** Marked: the module asks for the refund while it runs. */
    private boolean undo(UUID orderId) {
        return new PaymentRepository(sql).undo(orderId, clock.instant()).state().isBeingUndone();
    }
}
