package dev.martlet.customers;

import dev.martlet.customers.api.CustomersApi;
import dev.martlet.kernel.testing.ModuleHarness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class LocalCustomersApiTest implements CustomersApiContract {
    private static ModuleHarness module;

    @BeforeAll
    static void start() {
        module = ModuleHarness.of(new CustomersModule()).start();
    }

    @AfterAll
    static void stop() {
        module.close();
    }

    @Override
    public CustomersApi customers() {
        return module.api(CustomersApi.class);
    }

    @Override
    public Office office() {
        return new Office(module.http());
    }
}
