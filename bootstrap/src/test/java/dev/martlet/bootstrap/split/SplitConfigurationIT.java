package dev.martlet.bootstrap.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.Program.End;
import dev.martlet.platform.runtime.ModuleDescriptor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A split that cannot work stops the real program, which tells every fault at once. */
class SplitConfigurationIT {
    private static final int EX_CONFIG = 78;
    private static final Duration IN_TIME = Duration.ofSeconds(5);
    private static final String SECRET = "correct-horse-battery-staple";

    @TempDir
    private Path directory;

    @Test
    void everyFaultOfASplitIsReportedAtOnce() {
        End end = Program.in(directory)
                .environment("MODULES_RUN", "orders,customers,birds")
                .environment("MODULES_ORDERS_URL", "http://orders:8081")
                .environment("MODULES_PAYMENTS_URL", "payments:8081")
                .environment("SECURITY_INTERNAL_TOKEN", SECRET)
                .run();
        assertThat(end.code()).isEqualTo(EX_CONFIG);
        assertThat(end.time()).isLessThan(IN_TIME);
        assertThat(end.out()).isEmpty();
        assertThat(end.errors()).noneMatch(line -> line.contains(SECRET));
        assertThat(end.errors()).filteredOn(line -> !line.contains("it listens to ")).satisfiesExactlyInAnyOrder(
                line -> assertThat(line).startsWith("modules.run: there is no module birds"),
                line -> assertThat(line).startsWith("modules.orders.url: must not be set where orders runs"),
                line -> assertThat(line).startsWith("modules.payments.url: must be an address such as"),
                line -> assertThat(line).isEqualTo("modules.products.url: must be set, because products does not run here and orders needs it"));
        assertThat(end.errors()).filteredOn(line -> line.contains("it listens to "))
                .contains("modules.loyalty.url: must be set, because loyalty does not run here and it listens to orders")
                .extracting(line -> line.replaceFirst("modules\\.(\\w+)\\.url: must be set, because \\1 does not run here .*", "$1"))
                .containsExactlyInAnyOrderElementsOf(subscribers());
    }

    /** Those of the two modules that run. */
    private static Set<String> subscribers() {
        ModuleGraph graph = ModuleGraph.load();
        return Stream.of("orders", "customers").flatMap(module -> graph.subscribersOf(module).stream()).map(ModuleDescriptor::name).collect(Collectors.toSet());
    }
}
