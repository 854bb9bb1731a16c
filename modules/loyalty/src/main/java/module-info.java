/** The module loyalty: other modules see its api and nothing else. */
module dev.martlet.loyalty {
    requires dev.martlet.kernel;
    requires dev.martlet.orders;

    opens dev.martlet.loyalty.infrastructure to tools.jackson.databind;

    provides dev.martlet.kernel.module.ModuleApi with dev.martlet.loyalty.LoyaltyModule;
}
