package dev.martlet.customers;

import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.customers.api.CustomerLedgers;
import dev.martlet.customers.api.CustomersApi;
import dev.martlet.customers.application.ChangeCustomer;
import dev.martlet.customers.application.CustomersService;
import dev.martlet.customers.application.DeleteCustomer;
import dev.martlet.customers.application.RegisterCustomer;
import dev.martlet.customers.infrastructure.BatchedActiveCustomers;
import dev.martlet.customers.infrastructure.BatchedCreditReservations;
import dev.martlet.customers.infrastructure.CreditRepairRepository;
import dev.martlet.customers.infrastructure.CreditReservationRepository;
import dev.martlet.customers.infrastructure.CustomerInspectionRepository;
import dev.martlet.customers.infrastructure.CustomerLedgerRepository;
import dev.martlet.customers.infrastructure.CustomerRepository;
import dev.martlet.customers.infrastructure.CustomerRoutes;
import dev.martlet.customers.infrastructure.CustomerSettings;
import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.ModuleContext;
import dev.martlet.platform.runtime.ModuleDescriptor;
import dev.martlet.platform.runtime.invariants.Invariants;
import dev.martlet.platform.runtime.invariants.Repairs;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import java.time.Clock;

/** Wires the module customers. */
public final class CustomersModule implements ModuleApi {
    @Override
    public ModuleDescriptor descriptor() {
        return ModuleDescriptor.named("customers")
                .offers(CustomersApi.class)
                .publishes(CustomerEvents.REGISTERED, CustomerEvents.CHANGED, CustomerEvents.DELETED)
                .build();
    }

    @Override
    public void check(Settings settings) {
        CustomerSettings.from(settings);
    }

    @Override
    public Invariants invariants(Sql sql) {
        var ledgers = new CustomerLedgerRepository(sql);
        return Invariants.none()
                .provide(CustomerLedgers.REGISTERED, ledgers::registered)
                .match("credit", CustomerLedgers.CREDIT, ledgers::credit)
                .hold("credit", ledgers::miscounted);
    }

    @Override
    public Repairs repairs(Database database, Clock clock) {
        var reservations = new CreditReservationRepository(database.sql());
        return Repairs.none()
                .match(CustomerLedgers.CREDIT, (order, credit) -> {
                    if (credit.isEmpty()) {
                        reservations.release(order);
                    }
                    return credit.isEmpty();
                })
                .rule("credit", new CreditRepairRepository(database)::recount);
    }

    @Override
    public void start(ModuleContext context) {
        var database = context.database();
        var clock = context.clock();
        var settings = CustomerSettings.from(context.settings());
        var customers = new CustomerRepository(database, context.outbox());
        context.offer(CustomersApi.class, new CustomersService(new BatchedActiveCustomers(database, customers), new BatchedCreditReservations(database)));
        context.route(new CustomerRoutes(
                database,
                customers,
                tx -> new RegisterCustomer(customers.in(tx), settings.defaultLimit(), clock),
                new ChangeCustomer(customers, clock),
                new DeleteCustomer(customers, clock)).resources());
        context.inspect(new CustomerInspectionRepository(database.sql()));
    }
}
