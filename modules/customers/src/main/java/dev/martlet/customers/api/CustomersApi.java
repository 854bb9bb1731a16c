package dev.martlet.customers.api;

import dev.martlet.platform.calls.Api;
import dev.martlet.platform.calls.Keyed;
import dev.martlet.platform.calls.Safe;

/** The operations that customers offers to other modules. */
@Api(module = "customers")
public interface CustomersApi {
    /** Whether the customer may place orders now. */
    @Safe
    CustomerStanding check(CheckCustomer request);

    /**
     * Reserves the whole amount of an order, or nothing. The customer's standing does not matter: {@link #check} it first. A repetition for the same order
     * has the result of the first call and reserves nothing more, even if the customer was changed or deleted in between. After {@link #releaseCredit} for
     * the order the result is {@link CreditReservation.Released}, even if nothing had been reserved.
     */
    @Keyed("orderId")
    CreditReservation reserveCredit(ReserveCredit request);

    /** Returns the credit that the order has reserved, if any, and prevents every later reservation for it. Repeatable. */
    @Keyed("orderId")
    CreditReleased releaseCredit(ReleaseCredit request);
}
