package dev.martlet.orders;

import dev.martlet.orders.FaultInjector.Kind;
import dev.martlet.payments.api.CancelOutcome;
import dev.martlet.payments.api.CancelPayment;
import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.api.ChargeOutcome;
import dev.martlet.payments.api.PaymentMethod;
import dev.martlet.payments.api.PaymentsApi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Payments in memory, with the semantics of the real module: one for each order; a cancellation that comes first refuses a later charge. */
public final class FakePayments implements PaymentsApi {
    public volatile FaultInjector faults = FaultInjector.none();
    public volatile boolean declines;
    /** How many of the next charges and refunds happen without an answer of the gateway. */
    public volatile int unanswered;
    public final List<Long> charges = new ArrayList<>();
    public final List<Long> refunds = new ArrayList<>();
    private final Map<UUID, Payment> payments = new HashMap<>();

    private enum State { CAPTURED, DECLINED, CANCELLED, REFUNDED }

    private record Payment(UUID id, State state, long amount, PaymentMethod method) {
        Payment in(State next) {
            return new Payment(id, next, amount, method);
        }
    }

    public synchronized long held() {
        return charges.stream().mapToLong(Long::longValue).sum() - refunds.stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public ChargeOutcome charge(ChargeOrder request) {
        return faults.around(Kind.CALL, () -> chargeOnce(request));
    }

    @Override
    public CancelOutcome cancel(CancelPayment request) {
        return faults.around(Kind.CALL, () -> end(request.orderId()));
    }

    private synchronized ChargeOutcome chargeOnce(ChargeOrder request) {
        var payment = payments.computeIfAbsent(request.orderId(), _ -> charged(request));
        boolean isEnded = payment.state() == State.CANCELLED || payment.state() == State.REFUNDED;
        return !isEnded && staysUnanswered() ? new ChargeOutcome.Unanswered(payment.id()) : outcome(payment);
    }

    private synchronized CancelOutcome end(UUID orderId) {
        var payment = payments.compute(orderId, (_, before) -> ended(before));
        if (staysUnanswered()) {
            return new CancelOutcome.Unanswered();
        }
        return payment.state() == State.REFUNDED ? new CancelOutcome.Refunded() : new CancelOutcome.Cancelled();
    }

    private boolean staysUnanswered() {
        return unanswered > 0 && unanswered-- > 0;
    }

    private Payment charged(ChargeOrder request) {
        if (!declines) {
            charges.add(request.amount().amount());
        }
        return new Payment(UUID.randomUUID(), declines ? State.DECLINED : State.CAPTURED, request.amount().amount(), request.method());
    }

    private Payment ended(Payment payment) {
        if (payment == null) {
            return new Payment(UUID.randomUUID(), State.CANCELLED, 0, PaymentMethod.CARD);
        }
        if (payment.state() == State.CAPTURED) {
            refunds.add(payment.amount());
            return payment.in(State.REFUNDED);
        }
        return payment;
    }

    private static ChargeOutcome outcome(Payment payment) {
        return switch (payment.state()) {
            case CAPTURED -> new ChargeOutcome.Captured(payment.id());
            case DECLINED -> payment.method() == PaymentMethod.CREDIT
                    ? new ChargeOutcome.InsufficientCredit(payment.id())
                    : new ChargeOutcome.Declined(payment.id());
            case CANCELLED, REFUNDED -> new ChargeOutcome.Cancelled();
        };
    }
}
