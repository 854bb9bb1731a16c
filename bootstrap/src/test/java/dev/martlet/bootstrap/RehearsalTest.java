package dev.martlet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.kernel.call.LocalTarget;
import dev.martlet.kernel.remote.RehearsalTarget;
import dev.martlet.kernel.remote.RemoteClient;
import dev.martlet.kernel.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That calls go the way that the configuration asks for: the build runs the tests of the whole shop both ways. */
class RehearsalTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void callsAreRehearsedWhereTheConfigurationSaysSo(boolean rehearse) {
        var plan = Shop.plan(TestDatabase.settings(), Map.of("modules.rehearse", String.valueOf(rehearse)));
        assertThat(targets(plan)).isEqualTo(rehearse ? RehearsalTarget.class : LocalTarget.class);
    }

    private static Class<?> targets(Plan plan) {
        try (var client = new RemoteClient()) {
            var calls = new Calls(plan, client, new SimpleMeterRegistry());
            calls.offer("customers", new Object());
            return calls.localApi("customers").getClass();
        }
    }
}
