package dev.martlet.payments.application;

import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.domain.Payment;
import dev.martlet.payments.domain.PaymentMethod;
import dev.martlet.payments.domain.PaymentState;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The rules of the table payments, in memory. */
final class InMemoryPayments implements Payments {
    private final Map<UUID, Payment> payments = new HashMap<>();

    @Override
    public Optional<Payment> open(ChargeOrder order, Instant now) {
        var payment = new Payment(UUID.randomUUID(), order.orderId(), Optional.of(PaymentMethod.valueOf(order.method().name())), PaymentState.AUTHORIZED);
        return payments.putIfAbsent(order.orderId(), payment) == null ? Optional.of(payment) : Optional.empty();
    }

    @Override
    public Optional<Payment> find(UUID orderId) {
        return Optional.ofNullable(payments.get(orderId));
    }

    @Override
    public Optional<Payment> settle(UUID orderId, PaymentState end, Instant now) {
        return move(orderId, EnumSet.of(PaymentState.AUTHORIZED), end);
    }

    @Override
    public Payment undo(UUID orderId, Instant now) {
        payments.putIfAbsent(orderId, new Payment(UUID.randomUUID(), orderId, Optional.empty(), PaymentState.CANCELLED));
        move(orderId, EnumSet.of(PaymentState.AUTHORIZED), PaymentState.CANCELLING);
        move(orderId, EnumSet.of(PaymentState.CAPTURED), PaymentState.REFUNDING);
        return payments.get(orderId);
    }

    @Override
    public void reopen(UUID orderId, Instant now) {
        move(orderId, EnumSet.of(PaymentState.CANCELLED, PaymentState.DECLINED), PaymentState.CANCELLING);
    }

    @Override
    public Optional<Payment> finish(UUID orderId, PaymentState end, Instant now) {
        var from = EnumSet.of(PaymentState.CANCELLING, PaymentState.REFUNDING);
        if (end == PaymentState.REFUNDED) {
            from.add(PaymentState.CANCELLED);
        }
        return move(orderId, from, end);
    }

    @Override
    public List<UUID> claimOpenRefunds(Instant attemptedBefore, Instant now, int limit) {
        return payments.values().stream().filter(payment -> payment.state().isBeingUndone()).map(Payment::orderId).limit(limit).toList();
    }

    private Optional<Payment> move(UUID orderId, Set<PaymentState> from, PaymentState to) {
        var payment = payments.get(orderId);
        if (!from.contains(payment.state())) {
            return Optional.empty();
        }
        payments.put(orderId, new Payment(payment.id(), orderId, payment.method(), to));
        return find(orderId);
    }
}
