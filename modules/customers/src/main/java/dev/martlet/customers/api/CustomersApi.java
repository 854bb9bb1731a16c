package dev.martlet.customers.api;

import dev.martlet.platform.calls.Api;
import dev.martlet.platform.calls.Keyed;
import dev.martlet.platform.calls.Safe;

/** What other modules may ask of customers. */
@Api(module = "customers")
public interface CustomersApi {
    /** Whether the customer may place orders now. */
    @Safe
    CustomerStanding check(CheckCustomer request);

    /**
     * Reserves credit for an order, at once or not at all, whatever the customer's standing: {@link #check} it first. Asked again for the same
     * order, it answers as the first time and reserves nothing more, even if the limit, the standing or the customer has gone since; after a
     * {@link #releaseCredit} for the order it answers {@link CreditReservation.Released}, even if nothing had been reserved before.
     */
    @Keyed("orderId")
    CreditReservation reserveCredit(ReserveCredit request);

    /** Gives back what the order has reserved, if anything, and refuses every later reservation for it. */
    @Keyed("orderId")
    CreditReleased releaseCredit(ReleaseCredit request);
}
