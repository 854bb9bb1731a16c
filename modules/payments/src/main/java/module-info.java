/** The module payments: other modules see its api and nothing else. */
module dev.martlet.payments {
    requires dev.martlet.platform.runtime;
    requires dev.martlet.customers;
    requires java.net.http;

    exports dev.martlet.payments.api;

    opens dev.martlet.payments.infrastructure to tools.jackson.databind;

    provides dev.martlet.platform.runtime.ModuleApi with dev.martlet.payments.PaymentsModule;
}
