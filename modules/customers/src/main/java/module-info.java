/** The module customers: other modules see its api and nothing else. */
module dev.martlet.customers {
    requires dev.martlet.platform.runtime;

    exports dev.martlet.customers.api;

    opens dev.martlet.customers.infrastructure to tools.jackson.databind;

    provides dev.martlet.platform.runtime.ModuleApi with dev.martlet.customers.CustomersModule;
}
