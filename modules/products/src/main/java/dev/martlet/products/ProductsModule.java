package dev.martlet.products;

import dev.martlet.kernel.module.ModuleApi;
import dev.martlet.kernel.module.ModuleContext;
import dev.martlet.kernel.module.ModuleDescriptor;
import dev.martlet.kernel.settings.Settings;
import dev.martlet.products.api.ProductsApi;
import dev.martlet.products.application.Catalogue;
import dev.martlet.products.application.OrderStock;
import dev.martlet.products.application.Stocktaking;
import dev.martlet.products.infrastructure.ProductRepository;
import dev.martlet.products.infrastructure.ProductRoutes;
import dev.martlet.products.infrastructure.ReservationRepository;
import dev.martlet.products.infrastructure.StockAdjustmentRepository;
import dev.martlet.products.infrastructure.StockAdjustmentRoutes;

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
    public void start(ModuleContext context) {
        var database = context.database();
        var products = new ProductRepository();
        var adjustments = new StockAdjustmentRepository();
        var catalogue = new Catalogue(database, products, context.clock());
        var stocktaking = new Stocktaking(products, adjustments, context.clock());
        context.offer(ProductsApi.class, new OrderStock(new ReservationRepository(database.sql()), context.clock()));
        context.route(new ProductRoutes(catalogue, products, database).resources());
        context.route(new StockAdjustmentRoutes(stocktaking, products, adjustments, database).resources());
    }
}
