package dev.martlet.products;

import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.ModuleContext;
import dev.martlet.platform.runtime.ModuleDescriptor;
import dev.martlet.products.api.ProductsApi;
import dev.martlet.products.application.AdjustStock;
import dev.martlet.products.application.ChangeProduct;
import dev.martlet.products.application.ProductsService;
import dev.martlet.products.application.RegisterProduct;
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
        var registerProduct = new RegisterProduct(products, clock);
        var changeProduct = new ChangeProduct(database, products, clock);
        var adjustStock = new AdjustStock(products, adjustments, clock);
        context.offer(ProductsApi.class, new ProductsService(database.sql(), new ReservationRepository(), clock));
        context.route(new ProductRoutes(database, products, registerProduct, changeProduct).resources());
        context.route(new StockAdjustmentRoutes(database, products, adjustments, adjustStock).resources());
    }
}
