package dev.martlet.products;

import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.ModuleContext;
import dev.martlet.platform.runtime.ModuleDescriptor;
import dev.martlet.products.api.ProductsApi;
import dev.martlet.products.application.Adjusting;
import dev.martlet.products.application.Changing;
import dev.martlet.products.application.LocalProducts;
import dev.martlet.products.application.Registering;
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
        var clock = context.clock();
        var products = new ProductRepository();
        var adjustments = new StockAdjustmentRepository();
        var registering = new Registering(products, clock);
        var changing = new Changing(database, products, clock);
        var adjusting = new Adjusting(products, adjustments, clock);
        context.offer(ProductsApi.class, new LocalProducts(database.sql(), new ReservationRepository(), clock));
        context.route(new ProductRoutes(database, products, registering, changing).resources());
        context.route(new StockAdjustmentRoutes(database, products, adjustments, adjusting).resources());
    }
}
