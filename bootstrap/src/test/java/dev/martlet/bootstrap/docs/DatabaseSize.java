package dev.martlet.bootstrap.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The connections and the memory that the PostgreSQL components need for all modules.
 *
 * @param maxReplicas of each kind of pod
 * @param pool the connections of a module in a pod
 */
record DatabaseSize(List<String> modules, List<String> publishers, int maxReplicas, int pool) {
    private static final int CONNECTIONS_OF_A_PUBLISHER = 2;
    private static final int OTHER_CONNECTIONS = 10;
    private static final int CONNECTIONS_ROUNDED_TO = 50;
    private static final int MIB_OF_A_CONNECTION = 4;
    private static final int MIB_OF_THE_SERVER = 128;
    private static final int MIB_ROUNDED_TO = 256;
    private static final int BUFFERS_OF_THE_TRIAL_MIB = 128;
    private static final int BUFFERS_OF_THE_CLUSTER_MIB = 256;

    /** @param manifests the folder that says how many pods there may be and how large their pools are */
    static DatabaseSize of(Neighbours modules, Path manifests) throws IOException {
        return new DatabaseSize(modules.names(), modules.publishers(),
                number("maxReplicas: (\\d+)", manifests.resolve("pod/hpa.yaml")), number("DB_POOL_SIZE=(\\d+)", manifests.resolve("base/kustomization.yaml")));
    }

    Map<String, String> files() {
        return Map.of(
                "k8s/components/postgres/size.yaml", """
                        # What all pods together may open, and the memory for it; ../../README.md has the formula for both.
                        apiVersion: postgresql.cnpg.io/v1
                        kind: Cluster
                        metadata: {name: martlet-postgres}
                        spec:
                          postgresql:
                            parameters:
                              max_connections: "%1$d"
                              shared_buffers: %2$dMB
                          resources:
                            requests: {memory: %3$dMi}
                            limits: {memory: %3$dMi}
                        """.formatted(maxConnections(), BUFFERS_OF_THE_CLUSTER_MIB, memory(BUFFERS_OF_THE_CLUSTER_MIB)),
                "k8s/components/postgres/trial/size.yaml", """
                        # What all pods together may open, and the memory for it; ../../../README.md has the formula for both.
                        apiVersion: apps/v1
                        kind: StatefulSet
                        metadata: {name: martlet-postgres}
                        spec:
                          template:
                            spec:
                              containers:
                                - name: postgres
                                  args: [-c, max_connections=%1$d, -c, shared_buffers=%2$dMB]
                                  resources:
                                    requests: {memory: %3$dMi}
                                    limits: {memory: %3$dMi}
                        """.formatted(maxConnections(), BUFFERS_OF_THE_TRIAL_MIB, memory(BUFFERS_OF_THE_TRIAL_MIB)));
    }

    /** The formula as k8s/README.md shows it, with the numbers of this shop. */
    String formula() {
        return """
                ```
                connections of a pod  = modules that it runs × DB_POOL_SIZE + 2 × publishing modules among them (%s)
                connections in all    = sum over the kinds of pods of (maxReplicas + 1) × connections of a pod
                                        + (maxReplicas + 1) × connections of one module, while it is being split off or merged
                                        + 10 (superusers, the migration, monitoring, psql)
                memory of the server  = max_connections × 4 MiB + shared_buffers + 128 MiB
                ```

                All modules in one kind of pod: %d × (%d × %d + %d × 2) + %d × %d + 10 = %d; each module apart, or two groups: the same. Both components
                allow `max_connections` %d. Those need %d MiB and `shared_buffers`: %d MiB in `postgres/trial` (limit %d MiB), %d MiB in `postgres` (%d MiB).
                """.formatted(
                String.join(", ", publishers),
                maxReplicas + 1, modules.size(), pool, publishers.size(), maxReplicas + 1, pool + CONNECTIONS_OF_A_PUBLISHER, connections(),
                maxConnections(), maxConnections() * MIB_OF_A_CONNECTION + MIB_OF_THE_SERVER,
                BUFFERS_OF_THE_TRIAL_MIB, memory(BUFFERS_OF_THE_TRIAL_MIB), BUFFERS_OF_THE_CLUSTER_MIB, memory(BUFFERS_OF_THE_CLUSTER_MIB));
    }

    /** The settings of a PgBouncer in front of all connections. */
    String pooler() {
        int size = maxConnections() - OTHER_CONNECTIONS;
        return """
                ```ini
                [databases]
                martlet = host=martlet-postgres-rw port=5432 dbname=martlet

                [pgbouncer]
                listen_addr = *
                listen_port = 5432
                auth_type = scram-sha-256
                auth_file = /etc/pgbouncer/userlist.txt
                pool_mode = session
                ignore_startup_parameters = extra_float_digits
                max_client_conn = 1000
                # All modules log in as one user, so this is one pool.
                default_pool_size = %1$d
                server_reset_query = DISCARD ALL
                ```

                With CloudNativePG that is a `Pooler` with `type: rw` and `pgbouncer: {poolMode: session, parameters: {ignore_startup_parameters:
                extra_float_digits, max_client_conn: "1000", default_pool_size: "%1$d"}}`; put its name into the Secret's `url`.
                """.formatted(size);
    }

    private int connections() {
        int steady = modules.size() * pool + publishers.size() * CONNECTIONS_OF_A_PUBLISHER;
        return (maxReplicas + 1) * (steady + pool + CONNECTIONS_OF_A_PUBLISHER) + OTHER_CONNECTIONS;
    }

    private int maxConnections() {
        return Math.ceilDiv(connections(), CONNECTIONS_ROUNDED_TO) * CONNECTIONS_ROUNDED_TO;
    }

    private int memory(int buffers) {
        return Math.ceilDiv(maxConnections() * MIB_OF_A_CONNECTION + buffers + MIB_OF_THE_SERVER, MIB_ROUNDED_TO) * MIB_ROUNDED_TO;
    }

    private static int number(String pattern, Path file) throws IOException {
        return Integer.parseInt(Pattern.compile(pattern).matcher(Files.readString(file)).results().findFirst().orElseThrow().group(1));
    }
}
