package dev.martlet.kernel.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A real PostgreSQL in a directory of its own, for trials and tests. Its data survives; a server that a killed process left behind is taken over.
 * It listens on 127.0.0.1 alone and asks for a password that only the directory's owner can read.
 *
 * <p>Several processes may share a directory: the first starts the server, the others use it, and the first stops it when it closes.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final long LONGEST_START_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Cluster cluster;
    private final int port;
    private final boolean owner;

    private EmbeddedPostgres(Cluster cluster, int port, boolean owner) {
        this.cluster = cluster;
        this.port = port;
        this.owner = owner;
    }

    /** Starts PostgreSQL in this directory, or finds the one that runs there already. */
    public static EmbeddedPostgres start(Path directory) {
        return start(directory, List.of());
    }

    /** @param options of the server, each {@code name=value} */
    static EmbeddedPostgres start(Path directory, List<String> options) {
        try {
            var cluster = Cluster.in(directory);
            try (var channel = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                cluster.create();
                return find(cluster).orElseGet(() -> launch(cluster, options));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("PostgreSQL cannot be started in " + directory, failure);
        }
    }

    /** JDBC URL, without the login. */
    public String url() {
        return url(port, "martlet");
    }

    public String username() {
        return Cluster.APPLICATION;
    }

    public String password() {
        return cluster.password();
    }

    @Override
    public void close() {
        if (owner) {
            cluster.stop();
        }
    }

    String url(String database) {
        return url(port, database);
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static Optional<EmbeddedPostgres> find(Cluster cluster) {
        Optional<Postmaster> left = Postmaster.read(cluster.data()).filter(Postmaster::isAlive);
        if (left.isEmpty()) {
            cluster.forgetServer();
            return Optional.empty();
        }
        return Optional.of(await(cluster, !cluster.hasLivingOwner()));
    }

    private static EmbeddedPostgres launch(Cluster cluster, List<String> options) {
        int port = freePort(cluster.port());
        cluster.keepPort(port);
        cluster.launch(port, options);
        return await(cluster, true);
    }

    private static EmbeddedPostgres await(Cluster cluster, boolean owner) {
        long end = System.nanoTime() + LONGEST_START_NS;
        while (System.nanoTime() < end) {
            Optional<Postmaster> server = Postmaster.read(cluster.data()).filter(Postmaster::ready);
            if (server.isPresent()) {
                var found = new EmbeddedPostgres(cluster, server.get().port(), owner);
                cluster.prepare(found.url("postgres"));
                if (owner) {
                    cluster.own();
                }
                return found;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NS);
        }
        throw new IllegalStateException("PostgreSQL did not start within 30 s; see " + cluster.log().toAbsolutePath());
    }

    private static int freePort(int wish) {
        for (int port : List.of(wish, 0)) {
            try (var socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return socket.getLocalPort();
            } catch (IOException _) {
                // Taken by something else: any other will do.
            }
        }
        throw new IllegalStateException("no port is free");
    }
}
