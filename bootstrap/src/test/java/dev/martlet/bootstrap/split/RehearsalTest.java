package dev.martlet.bootstrap.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.ModuleCalls;
import dev.martlet.bootstrap.ProcessConfig;
import dev.martlet.bootstrap.rest.Suite;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.calls.invoke.LocalInvoker;
import dev.martlet.platform.calls.invoke.RehearsalInvoker;
import dev.martlet.platform.calls.remote.RemoteClient;
import dev.martlet.platform.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole shop in rehearsal: what would break when it is split breaks here. */
class RehearsalTest {
    @Test
    void aRehearsedShopGivesTheSameAnswers() {
        try (var shop = Shop.open(Map.of("modules.rehearse", "true"))) {
            Suite.run(shop.http().base(), Suite.LOST_ANSWER);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void callsAreRehearsedWhereTheConfigurationSaysSo(boolean rehearse) {
        var config = Shop.config(TestDatabase.settings(), Map.of("modules.rehearse", String.valueOf(rehearse)));
        assertThat(targets(config)).isEqualTo(rehearse ? RehearsalInvoker.class : LocalInvoker.class);
    }

    private static Class<?> targets(ProcessConfig config) {
        try (var client = new RemoteClient()) {
            var calls = new ModuleCalls(config, client, new SimpleMeterRegistry());
            calls.offer("customers", new Object());
            return calls.localApi("customers").getClass();
        }
    }
}
