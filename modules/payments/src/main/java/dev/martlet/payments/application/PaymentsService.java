package dev.martlet.payments.application;

import dev.martlet.payments.api.CancelOutcome;
import dev.martlet.payments.api.CancelPayment;
import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.api.ChargeOutcome;
import dev.martlet.payments.api.PaymentsApi;

/** Implements the API of payments by its use cases. */
public final class PaymentsService implements PaymentsApi {
    private final ChargePayment charge;
    private final UndoPayment undo;

    public PaymentsService(ChargePayment charge, UndoPayment undo) {
        this.charge = charge;
        this.undo = undo;
    }

    @Override
    public ChargeOutcome charge(ChargeOrder request) {
        return charge.charge(request);
    }

    @Override
    public CancelOutcome cancel(CancelPayment request) {
        return undo.undo(request.orderId());
    }
}
