package dev.martlet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.kernel.testing.TestDatabase;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A process that runs no module and only forwards, as the edge of a shop all of whose modules are split off. */
class EdgeTest {
    @Test
    void itGivesTheSameAnswersAndIsReady() {
        var database = TestDatabase.settings();
        try (var shop = Shop.open(database, Map.of()); var edge = Shop.open(database, forwardingTo(shop.application().internalPort()))) {
            Suite.run(edge.http().base());
            edge.management().get("/health/ready").expect(200);
            assertThat(edge.management().get("/modules").expect(200).json().path("modules").valueStream())
                    .allMatch(module -> module.path("location").asString().equals("elsewhere"));
            assertThat(edge.http().get("/openapi").expect(200).body()).isEqualTo(shop.http().get("/openapi").body());
        }
    }

    private static Map<String, String> forwardingTo(int port) {
        var settings = new HashMap<>(Map.of("modules.run", "none"));
        ModuleGraph.load().names().forEach(module -> settings.put("modules." + module + ".url", "http://127.0.0.1:" + port));
        return settings;
    }
}
