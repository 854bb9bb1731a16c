package dev.martlet.payments.application;

import dev.martlet.payments.api.CancelOutcome;
import dev.martlet.payments.api.CancelPayment;
import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.api.ChargeOutcome;
import dev.martlet.payments.api.PaymentsApi;

/** Answers what other modules ask of payments. */
public final class OrderPayments implements PaymentsApi {
    private final Charging charging;
    private final Cancelling cancelling;

    public OrderPayments(Charging charging, Cancelling cancelling) {
        this.charging = charging;
        this.cancelling = cancelling;
    }

    @Override
    public ChargeOutcome charge(ChargeOrder request) {
        return charging.charge(request);
    }

    @Override
    public CancelOutcome cancel(CancelPayment request) {
        return cancelling.cancel(request.orderId());
    }
}
