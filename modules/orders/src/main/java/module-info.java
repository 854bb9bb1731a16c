/** The module orders: other modules see its api and nothing else. */
module dev.martlet.orders {
    requires dev.martlet.platform.runtime;
    requires dev.martlet.customers;
    requires dev.martlet.products;
    requires dev.martlet.payments;

    exports dev.martlet.orders.api;

    opens dev.martlet.orders.infrastructure to tools.jackson.databind;

    provides dev.martlet.platform.runtime.ModuleApi with dev.martlet.orders.OrdersModule;
}
