/** The module loyalty: it listens to orders and exports nothing. */
module dev.martlet.loyalty {
    requires dev.martlet.kernel;
    requires dev.martlet.orders;

    opens dev.martlet.loyalty.infrastructure to tools.jackson.databind;

    provides dev.martlet.kernel.module.ModuleApi with dev.martlet.loyalty.LoyaltyModule;
}
