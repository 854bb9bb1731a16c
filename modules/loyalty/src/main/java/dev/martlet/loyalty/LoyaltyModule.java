package dev.martlet.loyalty;

import dev.martlet.loyalty.application.OrderHandlers;
import dev.martlet.loyalty.infrastructure.LoyaltyRoutes;
import dev.martlet.loyalty.infrastructure.PointEntryRepository;
import dev.martlet.loyalty.infrastructure.PointInspectionRepository;
import dev.martlet.orders.api.OrderEvents;
import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.ModuleContext;
import dev.martlet.platform.runtime.ModuleDescriptor;

/** Wires the module loyalty. */
public final class LoyaltyModule implements ModuleApi {
    @Override
    public ModuleDescriptor descriptor() {
        return ModuleDescriptor.named("loyalty").subscribes(OrderEvents.CONFIRMED, OrderEvents.CANCELLED).build();
    }

    /** The module has no settings of its own. */
    @Override
    public void check(Settings settings) {}

    @Override
    public void start(ModuleContext context) {
        var entries = new PointEntryRepository(context.database().sql());
        var orders = new OrderHandlers(entries);
        context.subscribeInBatches(OrderEvents.CONFIRMED, orders::confirmed);
        context.subscribeInBatches(OrderEvents.CANCELLED, orders::cancelled);
        context.route(new LoyaltyRoutes(entries).resources());
        context.inspect(new PointInspectionRepository(context.database().sql()));
    }
}
