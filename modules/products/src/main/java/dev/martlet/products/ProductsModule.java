package dev.martlet.products;

import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.ModuleContext;
import dev.martlet.platform.runtime.ModuleDescriptor;
import dev.martlet.platform.runtime.invariants.Invariants;
import dev.martlet.platform.runtime.invariants.Repairs;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import dev.martlet.products.api.ProductsApi;
import dev.martlet.products.api.StockLedgers;
import dev.martlet.products.application.AdjustStock;
import dev.martlet.products.application.ChangeProduct;
import dev.martlet.products.application.ProductsService;
import dev.martlet.products.application.RegisterProduct;
import dev.martlet.products.infrastructure.BatchedReservations;
import dev.martlet.products.infrastructure.ProductRepository;
import dev.martlet.products.infrastructure.ProductRoutes;
import dev.martlet.products.infrastructure.ReservationRepository;
import dev.martlet.products.infrastructure.StockAdjustmentRepository;
import dev.martlet.products.infrastructure.StockAdjustmentRoutes;
import dev.martlet.products.infrastructure.StockInspectionRepository;
import dev.martlet.products.infrastructure.StockLedgerRepository;
import dev.martlet.products.infrastructure.StockRepairRepository;
import java.time.Clock;

/** Wires the module products. */
public final class ProductsModule implements ModuleApi {
    @Override
    public ModuleDescriptor descriptor() {
        return ModuleDescriptor.named("products").offers(ProductsApi.class).build();
    }

    /** The module has no settings of its own. */
    @Override
    public void check(Settings settings) {}

    @Override
    public Invariants invariants(Sql sql) {
        var ledgers = new StockLedgerRepository(sql);
        return Invariants.none().match("stock", StockLedgers.TAKEN, ledgers::taken).hold("stock", ledgers::miscounted);
    }

    @Override
    public Repairs repairs(Database database, Clock clock) {
        var reservations = new ReservationRepository(database.sql());
        return Repairs.none()
                .match(StockLedgers.TAKEN, (order, taken) -> {
                    if (taken.isEmpty()) {
                        reservations.release(order, clock.instant());
                    }
                    return taken.isEmpty();
                })
                .rule("stock", new StockRepairRepository(database)::recount);
    }

    @Override
    public void start(ModuleContext context) {
        var database = context.database();
        var clock = context.clock();
        var products = new ProductRepository(database);
        var adjustments = new StockAdjustmentRepository(database.sql());
        var changeProduct = new ChangeProduct(products, clock);
        context.offer(ProductsApi.class, new ProductsService(new BatchedReservations(database), clock));
        context.route(new ProductRoutes(database, products, tx -> new RegisterProduct(products.in(tx), clock), changeProduct).resources());
        context.route(new StockAdjustmentRoutes(
                database, products, adjustments, tx -> new AdjustStock(products.in(tx), adjustments.in(tx), clock)).resources());
        context.inspect(new StockInspectionRepository(database.sql()));
    }
}
