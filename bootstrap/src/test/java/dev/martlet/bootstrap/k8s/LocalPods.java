package dev.martlet.bootstrap.k8s;

import dev.martlet.platform.testing.FreePorts;
import dev.martlet.platform.sql.session.DatabaseSettings;
import io.fabric8.kubernetes.api.model.Service;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An overlay's pods as processes of this machine: each with exactly the environment that it would have in a cluster, but for the Secrets, its ports, and the
 * names of Services, which become the ports of the process behind them.
 */
public final class LocalPods {
    private final Manifests manifests;
    private final DatabaseSettings database;
    private final Map<String, Ports> ports = new HashMap<>();

    /** One process to start, as on a machine of so many processors. */
    public record Pod(String name, Map<String, String> environment, int processors, boolean edge) {}

    private record Ports(int http, int internal, int management) {}

    private LocalPods(Manifests manifests, DatabaseSettings database) {
        this.manifests = manifests;
        this.database = database;
        var free = FreePorts.take(3 * manifests.pods().size()).iterator();
        manifests.pods().forEach(pods -> ports.put(pods.name(), new Ports(free.next(), free.next(), free.next())));
    }

    /** Without tokens. Skips the test where manifests cannot be rendered. */
    public static LocalPods of(String overlay, DatabaseSettings database) {
        Kustomize.need();
        return new LocalPods(Kustomize.overlay(overlay, List.of("insecure")), database);
    }

    public static List<String> overlays() {
        return Kustomize.overlays();
    }

    /** The Job that must be done before the rest starts. */
    public Pod migration() {
        Pods migration = manifests.migration();
        return new Pod(migration.name(), secrets(migration.environment()), migration.processors(), false);
    }

    public List<Pod> pods() {
        return manifests.pods().stream().map(pods -> new Pod(pods.name(), environment(pods), pods.processors(), pods.isEdge())).toList();
    }

    /** What a client would reach through the public Service. */
    public String address() {
        return address(manifests.named(Service.class, "martlet"), 80).toString();
    }

    private Map<String, String> environment(Pods pods) {
        Map<String, String> environment = secrets(pods.environment());
        environment.replaceAll((_, value) -> value.startsWith("http://") ? local(URI.create(value)).toString() : value);
        Ports own = ports.get(pods.name());
        environment.put("SERVER_PORT", String.valueOf(own.http));
        environment.put("INTERNAL_PORT", String.valueOf(own.internal));
        environment.put("MANAGEMENT_PORT", String.valueOf(own.management));
        return environment;
    }

    private Map<String, String> secrets(Map<String, String> rendered) {
        var environment = new TreeMap<>(rendered);
        environment.put("DB_URL", database.url().orElseThrow());
        environment.put("DB_USERNAME", database.username().orElseThrow());
        environment.put("DB_PASSWORD_FILE", Mounts.file("password", database.password().orElseThrow()).toString());
        return environment;
    }

    private URI local(URI url) {
        return address(manifests.named(Service.class, url.getHost()), url.getPort());
    }

    /** As the Service routes: its port, to the named port of the pods that it selects. */
    private URI address(Service service, int port) {
        String target = service.getSpec().getPorts().stream()
                .filter(served -> served.getPort() == port)
                .findFirst()
                .orElseThrow(() -> new AssertionError(service.getMetadata().getName() + " does not serve port " + port))
                .getTargetPort().getStrVal();
        Ports behind = ports.get(manifests.behind(service).getFirst().name());
        return URI.create("http://127.0.0.1:" + switch (target) {
            case "http" -> behind.http;
            case "internal" -> behind.internal;
            case String other -> throw new AssertionError("no pod has a port " + other);
        });
    }
}
