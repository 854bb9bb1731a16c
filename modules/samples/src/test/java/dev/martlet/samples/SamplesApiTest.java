package dev.martlet.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.testing.ModuleHarness;
import dev.martlet.platform.testing.Placement;
import dev.martlet.samples.api.CountSamples;
import dev.martlet.samples.api.SampleCount;
import dev.martlet.samples.api.SamplesApi;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of {@link SamplesApi}, in every placement of the module. */
@ParameterizedClass
@EnumSource
class SamplesApiTest {
    private static ModuleHarness module;

    private final SamplesApi api;
    private final UUID ada = UUID.randomUUID();

    SamplesApiTest(Placement placement) {
        api = module.api(SamplesApi.class, placement);
    }

    @BeforeAll
    static void start() {
        module = ModuleHarness.of(new SamplesModule()).start();
    }

    @AfterAll
    static void stop() {
        module.close();
    }

    @Test
    void theSamplesOfACustomerAreCounted() {
        add(ada);
        add(ada);
        add(UUID.randomUUID());

        assertThat(api.count(new CountSamples(ada))).isEqualTo(new SampleCount(2));
    }

    @Test
    void anUnknownCustomerHasNone() {
        assertThat(api.count(new CountSamples(ada))).isEqualTo(new SampleCount(0));
    }

    private static void add(UUID customerId) {
        module.http().post("/samples", "{\"customerId\": \"" + customerId + "\", \"text\": \"one\"}").expect(201);
    }
}
