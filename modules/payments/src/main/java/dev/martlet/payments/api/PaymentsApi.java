package dev.martlet.payments.api;

import dev.martlet.platform.calls.Api;
import dev.martlet.platform.calls.Keyed;

/** What other modules may ask of payments. A payment is identified by its order. */
@Api(module = "payments")
public interface PaymentsApi {
    /**
     * Charges an order once. A repetition returns the outcome of the first charge; after a {@link #cancel} for the order
     * it answers {@link ChargeOutcome.Cancelled}, even if nothing had been charged before; what was declined, or had no credit, stays so.
     */
    @Keyed("orderId")
    ChargeOutcome charge(ChargeOrder request);

    /** Ends the order's payment: what was charged is refunded, what was not never will be. */
    @Keyed("orderId")
    CancelOutcome cancel(CancelPayment request);
}
