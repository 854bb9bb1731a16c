package dev.martlet.payments;

import dev.martlet.customers.api.CheckCustomer;
import dev.martlet.customers.api.CreditReleased;
import dev.martlet.customers.api.CreditReservation;
import dev.martlet.customers.api.CustomerStanding;
import dev.martlet.customers.api.CustomersApi;
import dev.martlet.customers.api.ReleaseCredit;
import dev.martlet.customers.api.ReserveCredit;
import dev.martlet.platform.calls.OutcomeUnknown;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Customers whose every credit has room for one order at a time, or who do not answer. */
public final class FakeCustomers implements CustomersApi {
    public final Set<UUID> holding = new HashSet<>();
    public final Set<UUID> released = new HashSet<>();
    public volatile boolean hasCredit = true;
    public volatile boolean answers = true;

    @Override
    public CustomerStanding check(CheckCustomer request) {
        return new CustomerStanding.Active();
    }

    @Override
    public synchronized CreditReservation reserveCredit(ReserveCredit request) {
        if (released.contains(request.orderId())) {
            return new CreditReservation.Released();
        }
        if (!hasCredit) {
            return new CreditReservation.Insufficient();
        }
        holding.add(request.orderId());
        return answered(new CreditReservation.Reserved());
    }

    @Override
    public synchronized CreditReleased releaseCredit(ReleaseCredit request) {
        holding.remove(request.orderId());
        released.add(request.orderId());
        return answered(new CreditReleased());
    }

    private <T> T answered(T answer) {
        if (!answers) {
            throw new OutcomeUnknown("no answer", new IOException("lost"));
        }
        return answer;
    }
}
