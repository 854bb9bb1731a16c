/** The module samples: other modules see its api and nothing else. */
module dev.martlet.samples {
    requires dev.martlet.platform.runtime;
    requires dev.martlet.customers;

    exports dev.martlet.samples.api;

    opens dev.martlet.samples.infrastructure to tools.jackson.databind;

    provides dev.martlet.platform.runtime.ModuleApi with dev.martlet.samples.SamplesModule;
}
