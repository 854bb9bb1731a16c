package dev.martlet.customers.application;

import dev.martlet.customers.api.CheckCustomer;
import dev.martlet.customers.api.CreditReleased;
import dev.martlet.customers.api.CreditReservation;
import dev.martlet.customers.api.CustomerStanding;
import dev.martlet.customers.api.CustomersApi;
import dev.martlet.customers.api.ReleaseCredit;
import dev.martlet.customers.api.ReserveCredit;
import dev.martlet.customers.domain.CreditStatus;
import dev.martlet.platform.sql.Sql;

/** What other modules are offered, where customers runs. */
public final class CustomersService implements CustomersApi {
    private final Sql sql;
    private final Customers customers;
    private final CreditReservations reservations;

    /** @param sql runs each statement in a transaction of its own */
    public CustomersService(Sql sql, Customers customers, CreditReservations reservations) {
        this.sql = sql;
        this.customers = customers;
        this.reservations = reservations;
    }

    @Override
    public CustomerStanding check(CheckCustomer request) {
        return customers.isActive(sql, request.customerId())
                .<CustomerStanding>map(active -> active ? new CustomerStanding.Active() : new CustomerStanding.Inactive())
                .orElseGet(CustomerStanding.Unknown::new);
    }

    @Override
    public CreditReservation reserveCredit(ReserveCredit request) {
        return reservations.reserve(sql, request)
                .or(() -> reservations.find(sql, request.orderId()))
                .map(CustomersService::answer)
                .orElseGet(CreditReservation.Unknown::new);
    }

    @Override
    public CreditReleased releaseCredit(ReleaseCredit request) {
        reservations.release(sql, request.orderId());
        return new CreditReleased();
    }

    private static CreditReservation answer(CreditStatus status) {
        return switch (status) {
            case RESERVED -> new CreditReservation.Reserved();
            case REFUSED -> new CreditReservation.Insufficient();
            case RELEASED -> new CreditReservation.Released();
        };
    }
}
