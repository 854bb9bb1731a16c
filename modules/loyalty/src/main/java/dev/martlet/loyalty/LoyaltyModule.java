package dev.martlet.loyalty;

import dev.martlet.loyalty.application.OrderHandlers;
import dev.martlet.loyalty.infrastructure.LoyaltyRoutes;
import dev.martlet.loyalty.infrastructure.PointEntryRepository;
import dev.martlet.loyalty.infrastructure.PointInspectionRepository;
import dev.martlet.loyalty.infrastructure.PointLedgerRepository;
import dev.martlet.loyalty.infrastructure.PointRepairRepository;
import dev.martlet.orders.api.OrderEvents;
import dev.martlet.orders.api.OrderLedgers;
import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.ModuleContext;
import dev.martlet.platform.runtime.ModuleDescriptor;
import dev.martlet.platform.runtime.invariants.Invariants;
import dev.martlet.platform.runtime.invariants.Repairs;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import java.time.Clock;

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
    public Invariants invariants(Sql sql) {
        return Invariants.none().match("points", OrderLedgers.OUTCOMES, new PointLedgerRepository(sql)::points, PointLedgerRepository::expected);
    }

    @Override
    public Repairs repairs(Database database, Clock clock) {
        return Repairs.none().match(OrderLedgers.OUTCOMES, new PointRepairRepository(database.sql(), clock)::settle);
    }

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
