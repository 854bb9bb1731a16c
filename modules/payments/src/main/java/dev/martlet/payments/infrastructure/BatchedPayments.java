package dev.martlet.payments.infrastructure;

import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.application.Payments;
import dev.martlet.payments.domain.Payment;
import dev.martlet.payments.domain.PaymentState;
import dev.martlet.platform.sql.Batcher;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The payments of orders that are placed at the same time: opened together and settled together, in one statement each. */
public final class BatchedPayments implements Payments {
    private final PaymentRepository payments;
    private final Batcher<Opening, Optional<Payment>> openings;
    private final Batcher<Settlement, Optional<Payment>> settlements;

    public BatchedPayments(Database database) {
        payments = new PaymentRepository(database.sql());
        openings = Batcher.of(database, "payments.open", opening -> opening.order().orderId(), BatchedPayments::open);
        settlements = Batcher.of(database, "payments.settle", Settlement::orderId, BatchedPayments::settle);
    }

    private record Opening(ChargeOrder order, Instant now) {}

    private record Settlement(UUID orderId, PaymentState end, Instant now) {}

    @Override
    public Optional<Payment> open(ChargeOrder order, Instant now) {
        return openings.run(new Opening(order, now));
    }

    @Override
    public Optional<Payment> find(UUID orderId) {
        return payments.find(orderId);
    }

    @Override
    public Optional<Payment> settle(UUID orderId, PaymentState end, Instant now) {
        return settlements.run(new Settlement(orderId, end, now));
    }

    @Override
    public Payment undo(UUID orderId, Instant now) {
        return payments.undo(orderId, now);
    }

    @Override
    public void reopen(UUID orderId, Instant now) {
        payments.reopen(orderId, now);
    }

    @Override
    public Optional<Payment> finish(UUID orderId, PaymentState end, Instant now) {
        return payments.finish(orderId, end, now);
    }

    @Override
    public List<UUID> claimOpenRefunds(Instant attemptedBefore, Instant now, int limit) {
        return payments.claimOpenRefunds(attemptedBefore, now, limit);
    }

    private static List<Optional<Payment>> open(Sql sql, List<Opening> inputs) {
        return new PaymentRepository(sql).open(inputs.stream().map(Opening::order).toList(), inputs.getLast().now());
    }

    private static List<Optional<Payment>> settle(Sql sql, List<Settlement> inputs) {
        var ends = inputs.stream().collect(Collectors.toMap(Settlement::orderId, Settlement::end));
        var settled = new PaymentRepository(sql).settle(ends, inputs.getLast().now()).stream()
                .collect(Collectors.toMap(Payment::orderId, Function.identity()));
        return inputs.stream().map(input -> Optional.ofNullable(settled.get(input.orderId()))).toList();
    }
}
