/** The module products: other modules see its api and nothing else. */
module dev.martlet.products {
    requires dev.martlet.platform.runtime;

    exports dev.martlet.products.api;

    opens dev.martlet.products.infrastructure to tools.jackson.databind;

    provides dev.martlet.platform.runtime.ModuleApi with dev.martlet.products.ProductsModule;
}
