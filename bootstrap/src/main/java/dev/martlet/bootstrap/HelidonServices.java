package dev.martlet.bootstrap;

import io.helidon.service.registry.GlobalServiceRegistry;
import io.helidon.service.registry.ServiceRegistryConfig;
import io.helidon.service.registry.ServiceRegistryManager;

/** Helidon's registry of injected services. The program injects none, and finding out which ones its libraries bring would take a tenth of the start. */
final class HelidonServices {
    private HelidonServices() {}

    /** Leaves a registry alone that something else has set, such as Helidon's test library. */
    static synchronized void skipDiscovery() {
        if (!GlobalServiceRegistry.configured()) {
            var empty = ServiceRegistryConfig.builder().discoverServices(false).discoverServicesFromServiceLoader(false).build();
            GlobalServiceRegistry.registry(ServiceRegistryManager.create(empty).registry());
        }
    }
}
