package dev.martlet.payments.infrastructure;

import dev.martlet.customers.api.CreditReservation;
import dev.martlet.customers.api.CustomersApi;
import dev.martlet.customers.api.ReleaseCredit;
import dev.martlet.customers.api.ReserveCredit;
import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.application.Gateway;
import dev.martlet.platform.calls.CallFailure;
import java.util.UUID;

/** Charges orders to the credit that their customers have with the shop. */
public final class CreditGateway implements Gateway {
    private final CustomersApi customers;

    public CreditGateway(CustomersApi customers) {
        this.customers = customers;
    }

    @Override
    public ChargeAnswer charge(ChargeOrder order) {
        try {
            return answer(customers.reserveCredit(new ReserveCredit(order.orderId(), order.customerId(), order.amount())));
        } catch (CallFailure _) {
            return new ChargeAnswer.Unanswered();
        }
    }

    private static ChargeAnswer answer(CreditReservation reservation) {
        return switch (reservation) {
            case CreditReservation.Reserved _ -> new ChargeAnswer.Charged();
            case CreditReservation.Insufficient _, CreditReservation.Unknown _, CreditReservation.Released _ -> new ChargeAnswer.Declined();
        };
    }

    /** Customers does not say whether the order had reserved anything; it holds nothing any more. */
    @Override
    public RefundAnswer refund(UUID orderId) {
        try {
            customers.releaseCredit(new ReleaseCredit(orderId));
            return new RefundAnswer.NothingToRefund();
        } catch (CallFailure _) {
            return new RefundAnswer.Unanswered();
        }
    }
}
