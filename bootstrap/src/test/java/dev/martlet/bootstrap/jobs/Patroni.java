package dev.martlet.bootstrap.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.interop.Debian;
import dev.martlet.platform.testing.FreePorts;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.platform.testing.RestClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Two PostgreSQL servers under Patroni with synchronous replication, and one etcd. */
final class Patroni implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(90);
    /** As in docs/jobs/high-availability.md, but for addresses and access. */
    private static final String CONFIGURATION = """
            scope: shop
            name: %1$s
            restapi: {listen: 127.0.0.1:%2$d, connect_address: 127.0.0.1:%2$d}
            etcd3: {host: 127.0.0.1:%3$d}
            bootstrap:
              dcs:
                ttl: 20
                loop_wait: 2
                retry_timeout: 3
                synchronous_mode: true
                postgresql:
                  use_pg_rewind: true
                  parameters: {max_connections: 200, shared_buffers: 64MB}
              initdb: [{encoding: UTF8}, {locale: C.UTF-8}]
            postgresql:
              listen: 127.0.0.1:%4$d
              connect_address: 127.0.0.1:%4$d
              data_dir: %5$s/data
              bin_dir: %6$s
              pgpass: %5$s/pgpass
              parameters: {unix_socket_directories: %5$s}
              pg_hba: [host all all 127.0.0.1/32 trust, host replication all 127.0.0.1/32 trust]
              authentication:
                superuser: {username: postgres, password: secret}
                replication: {username: replicator, password: secret}
            """;

    private final Debian etcd;
    private final List<Node> nodes = new ArrayList<>();

    private record Node(String name, Path directory, int port, RestClient http, Debian process) {
        long postmaster() throws IOException {
            return Long.parseLong(Files.readAllLines(directory.resolve("data/postmaster.pid")).getFirst());
        }
    }

    private Patroni(Debian etcd) {
        this.etcd = etcd;
    }

    /** Returns when one is the leader and the other its synchronous standby. There is a database martlet, and a login that may make roles. */
    static Patroni start(Path directory) {
        List<Integer> ports = FreePorts.take(6);
        var shop = new Patroni(etcd(directory.resolve("etcd"), ports.get(0), ports.get(1)));
        try {
            await().atMost(LONGEST_START).until(() -> Program.listens(ports.get(0)));
            shop.add(directory.resolve("one"), ports.get(0), ports.get(2), ports.get(3));
            shop.add(directory.resolve("two"), ports.get(0), ports.get(4), ports.get(5));
            shop.awaitStandby();
            shop.execute("create role martlet login createrole password 'secret'");
            shop.execute("create database martlet owner martlet");
            return shop;
        } catch (RuntimeException | Error failure) {
            shop.close();
            throw failure;
        }
    }

    String url() {
        return nodes.stream().map(node -> "127.0.0.1:" + node.port).collect(Collectors.joining(",", "jdbc:postgresql://", "/martlet?targetServerType=primary"));
    }

    /** Until the other server would lose nothing if it became the leader. */
    void awaitStandby() {
        await().atMost(LONGEST_START).until(() -> nodes.stream().filter(node -> answers(node, "/leader")).count() == 1
                && nodes.stream().filter(node -> answers(node, "/synchronous")).count() == 1);
    }

    /** The planned way. */
    void switchOver() {
        Node leader = leader();
        Node other = nodes.stream().filter(node -> node != leader).findFirst().orElseThrow();
        DebianPostgres.requireSuccess(Debian.run(leader.directory, "patronictl", "-c", leader.directory.resolve("patroni.yml").toString(),
                "switchover", "--leader", leader.name, "--candidate", other.name, "--force"));
        assertThat(leader()).isEqualTo(other);
    }

    /** As when its machine fails: neither PostgreSQL nor Patroni there says another word. */
    void killLeader() throws IOException {
        Node leader = leader();
        for (long pid : List.of(leader.process.pid(), leader.postmaster())) {
            Debian.run(leader.directory, "kill", "-KILL", Long.toString(pid));
        }
        await().until(() -> !leader.process.isAlive());
    }

    @Override
    public void close() {
        nodes.forEach(Patroni::end);
        etcd.close();
    }

    /** Patroni stops its PostgreSQL. If it does not, PostgreSQL gets the signal itself. */
    private static void end(Node node) {
        node.process.close();
        try {
            if (Files.exists(node.directory.resolve("data/postmaster.pid"))) {
                ProcessHandle.of(node.postmaster()).filter(process -> process.info().command().orElse("").endsWith("postgres"))
                        .ifPresent(process -> Debian.run(node.directory, "kill", "-QUIT", Long.toString(process.pid())));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Node leader() {
        await().atMost(LONGEST_START).until(() -> nodes.stream().anyMatch(node -> answers(node, "/leader")));
        return nodes.stream().filter(node -> answers(node, "/leader")).findFirst().orElseThrow();
    }

    private void add(Path directory, int etcd, int http, int postgres) {
        DebianPostgres.own(directory);
        String name = directory.getFileName().toString();
        try {
            Files.writeString(directory.resolve("patroni.yml"),
                    CONFIGURATION.formatted(name, http, etcd, postgres, directory, DebianPostgres.program("postgres").getParent()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        String[] command = DebianPostgres.as(directory, Path.of("/usr/bin/patroni"), directory.resolve("patroni.yml").toString());
        var node = new Node(name, directory, postgres, new RestClient("http://127.0.0.1:" + http), Debian.start(directory, DebianPostgres.launcher(), command));
        nodes.add(node);
        await().atMost(LONGEST_START).until(() -> !node.process.isAlive() || answers(node, "/health"));
        assertThat(node.process.isAlive()).as(node.process.output()).isTrue();
    }

    private void execute(String sql) {
        try (var connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + leader().port + "/postgres", "postgres", "secret");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new AssertionError(sql, failure);
        }
    }

    private static boolean answers(Node node, String question) {
        try {
            return node.http.get(question).status() == 200;
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    private static Debian etcd(Path directory, int clients, int peers) {
        try {
            Files.createDirectories(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        String peer = "http://127.0.0.1:" + peers;
        return Debian.start(directory, "etcd", "--data-dir", directory.resolve("data").toString(), "--unsafe-no-fsync",
                "--listen-client-urls", "http://127.0.0.1:" + clients, "--advertise-client-urls", "http://127.0.0.1:" + clients,
                "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster", "default=" + peer);
    }
}
