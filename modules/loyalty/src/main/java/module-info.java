/** The module loyalty. It has no API and exports nothing. */
module dev.martlet.loyalty {
    requires dev.martlet.platform.runtime;
    requires dev.martlet.orders;

    opens dev.martlet.loyalty.infrastructure to tools.jackson.databind;

    provides dev.martlet.platform.runtime.ModuleApi with dev.martlet.loyalty.LoyaltyModule;
}
