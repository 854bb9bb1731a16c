package dev.martlet.samples;

import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.ModuleContext;
import dev.martlet.platform.runtime.ModuleDescriptor;
import dev.martlet.samples.api.SampleEvents;
import dev.martlet.samples.api.SamplesApi;
import dev.martlet.samples.application.AddSample;
import dev.martlet.samples.application.CustomerHandlers;
import dev.martlet.samples.application.SamplesService;
import dev.martlet.samples.infrastructure.SampleRepository;
import dev.martlet.samples.infrastructure.SampleRoutes;

/** Wires the module samples. */
public final class SamplesModule implements ModuleApi {
    @Override
    public ModuleDescriptor descriptor() {
        return ModuleDescriptor.named("samples")
                .offers(SamplesApi.class)
                .publishes(SampleEvents.ADDED)
                .subscribes(CustomerEvents.DELETED)
                .build();
    }

    /** The module has no settings of its own. */
    @Override
    public void check(Settings settings) {}

    @Override
    public void start(ModuleContext context) {
        var database = context.database();
        var clock = context.clock();
        var stored = new SampleRepository(database.sql(), context.outbox());
        context.offer(SamplesApi.class, new SamplesService(stored));
        context.subscribe(CustomerEvents.DELETED, new CustomerHandlers(stored)::deleted);
        context.route(new SampleRoutes(database, stored, tx -> new AddSample(stored.in(tx), clock)).resources());
    }
}
