package dev.martlet.orders.application;

import dev.martlet.customers.api.CheckCustomer;
import dev.martlet.customers.api.CreditReleased;
import dev.martlet.customers.api.CreditReservation;
import dev.martlet.customers.api.CustomerStanding;
import dev.martlet.customers.api.CustomersApi;
import dev.martlet.customers.api.ReleaseCredit;
import dev.martlet.customers.api.ReserveCredit;
import dev.martlet.orders.application.Trouble.Kind;

/** Customers who all stand alike. */
final class FakeCustomers implements CustomersApi {
    Trouble trouble = (_, _) -> { };
    CustomerStanding standing = new CustomerStanding.Active();

    @Override
    public CustomerStanding check(CheckCustomer request) {
        return trouble.around(Kind.CALL, () -> standing);
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
