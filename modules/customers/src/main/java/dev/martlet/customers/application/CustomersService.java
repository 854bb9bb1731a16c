package dev.martlet.customers.application;

import dev.martlet.customers.api.CheckCustomer;
import dev.martlet.customers.api.CreditReleased;
import dev.martlet.customers.api.CreditReservation;
import dev.martlet.customers.api.CustomerStanding;
import dev.martlet.customers.api.CustomersApi;
import dev.martlet.customers.api.ReleaseCredit;
import dev.martlet.customers.api.ReserveCredit;
import dev.martlet.customers.domain.CreditStatus;

/** Implements {@link CustomersApi}. */
public final class CustomersService implements CustomersApi {
    private final ActiveCustomers customers;
    private final CreditReservations reservations;

    public CustomersService(ActiveCustomers customers, CreditReservations reservations) {
        this.customers = customers;
        this.reservations = reservations;
    }

    @Override
    public CustomerStanding check(CheckCustomer request) {
        return customers.isActive(request.customerId())
                .<CustomerStanding>map(active -> active ? new CustomerStanding.Active() : new CustomerStanding.Inactive())
                .orElseGet(CustomerStanding.Unknown::new);
    }

    @Override
    public CreditReservation reserveCredit(ReserveCredit request) {
        return reservations.reserve(request)
                .or(() -> reservations.find(request.orderId()))
                .map(CustomersService::answer)
                .orElseGet(CreditReservation.Unknown::new);
    }

    @Override
    public CreditReleased releaseCredit(ReleaseCredit request) {
        reservations.release(request.orderId());
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
