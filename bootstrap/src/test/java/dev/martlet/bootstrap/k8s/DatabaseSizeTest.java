package dev.martlet.bootstrap.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both PostgreSQL components bear all connections that the pods of any overlay may open. k8s/README.md has the formula. */
final class DatabaseSizeTest {
    private static final int CONNECTIONS_OF_A_PUBLISHER = 2;
    /** Those that PostgreSQL keeps for superusers (3), the migration, monitoring and an operator's psql. */
    private static final int OTHER_CONNECTIONS = 10;
    private static final long MIB = 1 << 20;
    /** A backend that has run every statement of its module keeps 2 to 3 MiB of its own. */
    private static final long BYTES_OF_A_CONNECTION = 4 * MIB;
    /** The server's other processes, and some page cache. */
    private static final long BYTES_OF_THE_SERVER = 128 * MIB;

    /** What a PostgreSQL server is given. */
    private record Server(int connections, long sharedBuffers, long memory) {
        static Server trial(Manifests manifests) {
            var container = manifests.named(StatefulSet.class, "martlet-postgres").getSpec().getTemplate().getSpec().getContainers().getFirst();
            String arguments = String.join(" ", container.getArgs());
            return new Server(
                    Integer.parseInt(found("max_connections=([0-9]+)", arguments)),
                    MIB * Long.parseLong(found("shared_buffers=([0-9]+)MB", arguments)),
                    Quantity.getAmountInBytes(container.getResources().getLimits().get("memory")).longValueExact());
        }

        @SuppressWarnings("unchecked")
        static Server cluster(Manifests manifests) {
            Map<String, Object> spec = manifests.all(Map.class).stream().filter(candidate -> candidate.containsKey("instances")).findFirst().orElseThrow();
            var parameters = ((Map<String, Map<String, String>>) spec.get("postgresql")).get("parameters");
            var limits = ((Map<String, Map<String, String>>) spec.get("resources")).get("limits");
            return new Server(Integer.parseInt(parameters.get("max_connections")), MIB * Long.parseLong(found("([0-9]+)MB", parameters.get("shared_buffers"))),
                    Quantity.getAmountInBytes(new Quantity(limits.get("memory"))).longValueExact());
        }

        private static String found(String pattern, String text) {
            return Pattern.compile(pattern).matcher(text).results().findFirst().orElseThrow().group(1);
        }
    }

    @BeforeAll
    static void needKubectl() {
        Kustomize.need();
    }

    static Stream<Named<Manifests>> rendered() {
        var servers = List.of("postgres", "postgres/trial");
        var splits = Kustomize.components().stream().filter(component -> component.startsWith("split-")).toList();
        return Stream.concat(
                Kustomize.overlays().stream().map(overlay -> Named.of(overlay, Kustomize.overlay(overlay, servers))),
                Stream.of(Named.of("every module apart", Kustomize.base(Stream.concat(splits.stream(), servers.stream()).toList()))));
    }

    /** Also with the most pods that the autoscalers may make, one more of each kind in an update, and a module that is just being split off or merged. */
    @ParameterizedTest
    @MethodSource("rendered")
    void allPodsTogetherFindTheirConnections(Manifests manifests) {
        int steady = manifests.pods().stream().mapToInt(pods -> most(pods, manifests) * perModule(pods).sum()).sum();
        int moving = manifests.pods().stream().mapToInt(pods -> most(pods, manifests) * perModule(pods).max().orElse(0)).max().orElseThrow();
        assertThat(steady).isPositive();
        for (Server server : List.of(Server.trial(manifests), Server.cluster(manifests))) {
            assertThat(steady + moving + OTHER_CONNECTIONS).isLessThanOrEqualTo(server.connections);
        }
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void theMemoryIsEnoughForAllConnectionsThatAreAllowed(Manifests manifests) {
        for (Server server : List.of(Server.trial(manifests), Server.cluster(manifests))) {
            assertThat(server.connections * BYTES_OF_A_CONNECTION + server.sharedBuffers + BYTES_OF_THE_SERVER).isLessThanOrEqualTo(server.memory);
        }
    }

    private static int most(Pods pods, Manifests manifests) {
        int surge = manifests.named(Deployment.class, pods.name()).getSpec().getStrategy().getRollingUpdate().getMaxSurge().getIntVal();
        return manifests.named(HorizontalPodAutoscaler.class, pods.name()).getSpec().getMaxReplicas() + surge;
    }

    private static IntStream perModule(Pods pods) {
        return pods.modules().stream().mapToInt(module -> of(module, pods));
    }

    private static int of(String module, Pods pods) {
        String all = pods.environment().get("DB_POOL_SIZE");
        int pool = Integer.parseInt(pods.environment().getOrDefault("MODULES_" + module.toUpperCase(Locale.ROOT) + "_DB_POOL_SIZE", all));
        return pool + (Graph.publishers().contains(module) ? CONNECTIONS_OF_A_PUBLISHER : 0);
    }
}
