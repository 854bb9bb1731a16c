package dev.martlet.bootstrap.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.kernel.testing.TestDatabase;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The modules in several processes: clients of any of them cannot tell. */
class SplitIT {
    @TempDir
    private Path directory;

    @Test
    void paymentsApartGiveTheSameAnswersOnBothPorts() {
        try (var shop = start(Grouping.of("payments"))) {
            ShopChecks.run(shop.front("orders"));
            ShopChecks.run(shop.front("payments"));
            assertThat(shop.output()).doesNotContain("Exception");
        }
    }

    @Test
    void eachModuleInAProcessOfItsOwnGivesTheSameAnswers() {
        try (var shop = start(Grouping.apart())) {
            ShopChecks.run(shop.front("orders"));
            ShopChecks.run(shop.front("loyalty"));
            assertThat(shop.output()).doesNotContain("Exception");
        }
    }

    private Deployment start(Grouping grouping) {
        return Deployment.start(directory, TestDatabase.settings(), grouping, Map.of());
    }
}
