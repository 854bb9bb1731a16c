package dev.martlet.payments.application;

import dev.martlet.payments.api.ChargeOrder;
import java.util.UUID;

/** A gateway that keeps the account of a single order, and by default its promise to refuse charges after a refund. */
final class FakeGateway implements Gateway {
    private final boolean refusesAfterRefund;
    private boolean isClosed;
    int charges;
    int refunds;

    FakeGateway() {
        this(true);
    }

    FakeGateway(boolean refusesAfterRefund) {
        this.refusesAfterRefund = refusesAfterRefund;
    }

    int held() {
        return charges - refunds;
    }

    @Override
    public ChargeAnswer charge(ChargeOrder order) {
        if (isClosed && refusesAfterRefund) {
            return new ChargeAnswer.Declined();
        }
        charges = 1;
        return new ChargeAnswer.Charged();
    }

    @Override
    public RefundAnswer refund(UUID orderId) {
        isClosed = true;
        refunds = charges;
        return charges == 0 ? new RefundAnswer.NothingToRefund() : new RefundAnswer.Refunded();
    }
}
