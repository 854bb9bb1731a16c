package dev.martlet.orders;

import dev.martlet.customers.api.CheckCustomer;
import dev.martlet.customers.api.CreditReleased;
import dev.martlet.customers.api.CreditReservation;
import dev.martlet.customers.api.CustomerStanding;
import dev.martlet.customers.api.CustomersApi;
import dev.martlet.customers.api.ReleaseCredit;
import dev.martlet.customers.api.ReserveCredit;
import dev.martlet.orders.FaultInjector.Kind;

/** Customers that all have the same standing. */
public final class FakeCustomers implements CustomersApi {
    public volatile FaultInjector faults = FaultInjector.none();
    public volatile CustomerStanding standing = new CustomerStanding.Active();

    @Override
    public CustomerStanding check(CheckCustomer request) {
        return faults.around(Kind.CALL, () -> standing);
    }

    @Override
    public CreditReservation reserveCredit(ReserveCredit request) {
        throw new AssertionError("orders never touches credit");
    }

    @Override
    public CreditReleased releaseCredit(ReleaseCredit request) {
        throw new AssertionError("orders never touches credit");
    }
}
