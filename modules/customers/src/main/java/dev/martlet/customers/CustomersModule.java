package dev.martlet.customers;

import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.customers.api.CustomersApi;
import dev.martlet.customers.application.Changing;
import dev.martlet.customers.application.Deleting;
import dev.martlet.customers.application.LocalCustomers;
import dev.martlet.customers.application.Registering;
import dev.martlet.customers.infrastructure.CreditRepository;
import dev.martlet.customers.infrastructure.CustomerRepository;
import dev.martlet.customers.infrastructure.CustomerRoutes;
import dev.martlet.customers.infrastructure.CustomerSettings;
import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.ModuleContext;
import dev.martlet.platform.runtime.ModuleDescriptor;

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
    public void start(ModuleContext context) {
        var database = context.database();
        var clock = context.clock();
        var customers = new CustomerRepository(context.outbox());
        var registering = new Registering(customers, CustomerSettings.from(context.settings()).defaultLimit(), clock);
        var changing = new Changing(database, customers, clock);
        var deleting = new Deleting(database, customers, clock);
        context.offer(CustomersApi.class, new LocalCustomers(database.sql(), customers, new CreditRepository()));
        context.route(new CustomerRoutes(database, customers, registering, changing, deleting).resources());
    }
}
