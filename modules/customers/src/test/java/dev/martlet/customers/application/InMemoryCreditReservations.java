package dev.martlet.customers.application;

import dev.martlet.customers.api.ReserveCredit;
import dev.martlet.customers.domain.Credit;
import dev.martlet.customers.domain.CreditStatus;
import dev.martlet.customers.domain.Customer;
import dev.martlet.platform.core.Money;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Credit reservations in memory. They change the reserved credit of the customers. */
final class InMemoryCreditReservations implements CreditReservations {
    private final InMemoryCustomers customers;
    private final Map<UUID, CreditStatus> statuses = new HashMap<>();
    private final Map<UUID, ReserveCredit> reserved = new HashMap<>();

    InMemoryCreditReservations(InMemoryCustomers customers) {
        this.customers = customers;
    }

    @Override
    public Optional<CreditStatus> reserve(ReserveCredit request) {
        return find(request.orderId()).or(() -> customers.lock(request.customerId()).map(customer -> decide(customer, request)));
    }

    @Override
    public Optional<CreditStatus> find(UUID orderId) {
        return Optional.ofNullable(statuses.get(orderId));
    }

    @Override
    public void release(UUID orderId) {
        statuses.put(orderId, CreditStatus.RELEASED);
        Optional.ofNullable(reserved.remove(orderId)).ifPresent(request -> customers.lock(request.customerId()).ifPresent(customer ->
                store(customer, customer.credit().reserved().minus(request.amount()))));
    }

    private CreditStatus decide(Customer customer, ReserveCredit request) {
        boolean covered = isCovered(customer.credit(), request.amount());
        if (covered) {
            reserved.put(request.orderId(), request);
            store(customer, customer.credit().reserved().plus(request.amount()));
        }
        var status = covered ? CreditStatus.RESERVED : CreditStatus.REFUSED;
        statuses.put(request.orderId(), status);
        return status;
    }

    private static boolean isCovered(Credit credit, Money amount) {
        return amount.hasCurrencyOf(credit.limit()) && credit.reserved().plus(amount).compareTo(credit.limit()) <= 0;
    }

    private void store(Customer customer, Money reservedCredit) {
        customers.put(new Customer(customer.id(), customer.email(), customer.name(), customer.active(),
                new Credit(customer.credit().limit(), reservedCredit), customer.createdAt(), customer.updatedAt()));
    }
}
