package dev.martlet.platform.embedded;

import dev.martlet.platform.core.local.LocalDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A real PostgreSQL in a directory, for trials and tests. Its data survives a restart; a server that a killed process left behind is reused. It listens only
 * on 127.0.0.1 and requires a password that only the owner of the directory can read.
 *
 * <p>Several processes may use a directory: the first starts the server, the others connect to it, and the last one to close stops it.
 */
public final class EmbeddedPostgres implements LocalDatabase.Server {
    private static final long START_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long POLL_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Server server;
    private final int port;
    private final Users users;
    private final Users.User user;

    private EmbeddedPostgres(Server server, int port, Users users, Users.User user) {
        this.server = server;
        this.port = port;
        this.users = users;
        this.user = user;
    }

    /** Starts PostgreSQL in this directory, or uses the server that is running there. */
    public static EmbeddedPostgres start(Path directory) {
        return start(directory, List.of());
    }

    /** @param settings of the server, each {@code name=value}, stronger than its own; without effect if it is running already */
    public static EmbeddedPostgres start(Path directory, List<String> settings) {
        try {
            Path home = Files.createDirectories(directory).toRealPath();
            try (var _ = DirectoryLock.acquire(home)) {
                var server = new Server(new Cluster(home), new Programs(Binaries.unpacked(home.resolve("programs"))));
                server.create();
                Optional<Postmaster> running = running(server.cluster());
                int port = running.isPresent() ? running.get().port() : launch(server, settings);
                server.prepare(port);
                var users = new Users(home);
                return new EmbeddedPostgres(server, port, users, users.add());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("PostgreSQL cannot be started in " + directory, failure);
        }
    }

    @Override
    public String url() {
        return url(Server.DATABASE);
    }

    @Override
    public String username() {
        return Server.LOGIN;
    }

    @Override
    public String password() {
        return server.cluster().password();
    }

    @Override
    public void close() {
        try (var _ = DirectoryLock.acquire(server.cluster().directory())) {
            user.close();
            if (users.isEmpty() && Postmaster.running(server.cluster()).isPresent()) {
                server.stop();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String url(String database) {
        return Server.url(port, database);
    }

    /** Waits while the server is starting or stopping. */
    private static Optional<Postmaster> running(Cluster cluster) {
        long end = System.nanoTime() + START_TIMEOUT_NS;
        Optional<Postmaster> found = Postmaster.running(cluster);
        while (found.isPresent() && !found.get().ready()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("PostgreSQL has neither started nor stopped in time; see " + cluster.log());
            }
            LockSupport.parkNanos(POLL_INTERVAL_NS);
            found = Postmaster.running(cluster);
        }
        return found;
    }

    private static int launch(Server server, List<String> settings) throws IOException {
        int port = freePort(server.cluster().port());
        server.launch(port, settings);
        return port;
    }

    private static int freePort(int preferred) throws IOException {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), preferred));
            return socket.getLocalPort();
        } catch (IOException failure) {
            if (preferred == 0) {
                throw failure;
            }
            // Another process uses the preferred port.
            return freePort(0);
        }
    }
}
