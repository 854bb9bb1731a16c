package dev.martlet.kernel.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes, starts and stops the server of a cluster. The caller holds the directory's lock. */
record Server(Cluster cluster, Programs programs) {
    /** The program's login: no superuser, so that a trial has the rights that a deployment has. */
    static final String LOGIN = "martlet";
    static final String DATABASE = "martlet";

    private static final String SUPERUSER = "postgres";
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1", "unix_socket_directories=''", "max_connections=200", "fsync=on", "synchronous_commit=on");

    /** Makes the data directory the first time. It appears by a rename, so a crash in the middle leaves nothing that looks whole. */
    void create() throws IOException {
        if (Files.exists(cluster.data())) {
            return;
        }
        Path draft = cluster.directory().resolve("data.new");
        Directories.delete(draft);
        cluster.makePassword();
        programs.run(cluster.log(), "initdb", List.of("-D", draft.toString(), "-U", SUPERUSER, "--pwfile=" + cluster.passwordFile(), "--auth=scram-sha-256",
                "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"));
        Files.move(draft, cluster.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** @param more settings of the server beyond its own, each {@code name=value} */
    void launch(int port, List<String> more) throws IOException {
        // What a crashed server left would keep this one from starting.
        Files.deleteIfExists(Postmaster.file(cluster.data()));
        if (Files.exists(cluster.log())) {
            Files.move(cluster.log(), cluster.directory().resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        var settings = new ArrayList<>(SETTINGS);
        settings.add("port=" + port);
        settings.addAll(more);
        String options = settings.stream().map(setting -> "-c " + setting).collect(Collectors.joining(" "));
        control("start", "-l", cluster.log().toString(), "-t", "60", "-o", options);
        cluster.keepPort(port);
    }

    /** Makes the program's login and database the first time. */
    void prepare(int port) {
        if (cluster.isPrepared()) {
            return;
        }
        String url = url(port, "postgres");
        try (var connection = DriverManager.getConnection(url, SUPERUSER, cluster.password()); var statement = connection.createStatement()) {
            statement.execute("drop database if exists " + DATABASE);
            statement.execute("drop role if exists " + LOGIN);
            statement.execute("create role " + LOGIN + " login createrole createdb password '" + cluster.password() + "'");
            statement.execute("create database " + DATABASE + " owner " + LOGIN);
            cluster.keepPrepared();
        } catch (SQLException failure) {
            throw new IllegalStateException("PostgreSQL in " + cluster.directory() + " cannot be prepared", failure);
        }
    }

    /** Ends sessions that are still open; what they had not committed is rolled back. */
    void stop() {
        control("stop", "-m", "fast", "-t", "60");
    }

    static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private void control(String what, String... options) {
        var arguments = new ArrayList<>(List.of(what, "-w", "-s", "-D", cluster.data().toString()));
        arguments.addAll(List.of(options));
        programs.run(cluster.directory().resolve("pg_ctl.log"), "pg_ctl", arguments);
    }
}
