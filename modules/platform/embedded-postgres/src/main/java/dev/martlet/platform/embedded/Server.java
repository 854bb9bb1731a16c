package dev.martlet.platform.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/** Creates, starts and stops the server of a cluster. The caller holds the lock of the directory. */
record Server(Cluster cluster, Programs programs) {
    /** The login of the application. Not a superuser, so that it has the same rights as in a deployment. */
    static final String LOGIN = "martlet";
    static final String DATABASE = "martlet";
    static final String SUPERUSER = "postgres";

    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1", "unix_socket_directories=''", "max_connections=200", "fsync=on", "synchronous_commit=on");

    /** Creates the data directory if it does not exist. It is renamed at the end, so a crash leaves no incomplete directory of that name. */
    void create() throws IOException {
        if (Files.exists(cluster.data())) {
            return;
        }
        Path draft = cluster.directory().resolve("data.new");
        Directories.delete(draft);
        cluster.createPassword();
        programs.run(cluster.log(), "initdb", List.of("-D", draft.toString(), "-U", SUPERUSER, "--pwfile=" + cluster.passwordFile(),
                "--auth=scram-sha-256", "--encoding=UTF8",
                "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"));
        Files.move(draft, cluster.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** @param more further settings of the server, each {@code name=value} */
    void launch(int port, List<String> more) throws IOException {
        // The file of a crashed server would prevent the start.
        Files.deleteIfExists(Postmaster.file(cluster.data()));
        if (Files.exists(cluster.log())) {
            Files.move(cluster.log(), cluster.directory().resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        var settings = new ArrayList<>(SETTINGS);
        settings.add("port=" + port);
        settings.addAll(more);
        String options = settings.stream().map(setting -> "-c " + setting).collect(Collectors.joining(" "));
        control("start", "-l", cluster.log().toString(), "-t", "60", "-o", options);
        cluster.savePort(port);
    }

    /** Creates the login and the database of the application if they do not exist. */
    void prepare(int port) {
        if (cluster.isPrepared()) {
            return;
        }
        try (var connection = connect(cluster, port); var statement = connection.createStatement()) {
            statement.execute("""
                    do $$
                    begin
                        if to_regrole('%1$s') is null then
                            create role %1$s;
                        end if;
                        alter role %1$s login createrole createdb password '%2$s';
                    end
                    $$
                    """.formatted(LOGIN, cluster.password()));
            if (!exists(statement, "select from pg_database where datname = '" + DATABASE + "'")) {
                statement.execute("create database " + DATABASE + " owner " + LOGIN);
            }
            cluster.markPrepared();
        } catch (SQLException failure) {
            throw new IllegalStateException("PostgreSQL in " + cluster.directory() + " cannot be prepared", failure);
        }
    }

    static boolean acceptsPassword(Cluster cluster, int port) {
        try (var _ = connect(cluster, port)) {
            return true;
        } catch (SQLException _) {
            return false;
        }
    }

    /** Ends open sessions; their uncommitted changes are rolled back. */
    void stop() {
        control("stop", "-m", "fast", "-t", "60");
    }

    static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static Connection connect(Cluster cluster, int port) throws SQLException {
        var login = new Properties();
        login.setProperty("user", SUPERUSER);
        login.setProperty("password", cluster.password());
        login.setProperty("connectTimeout", "5");
        login.setProperty("socketTimeout", "30");
        return DriverManager.getConnection(url(port, "postgres"), login);
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private void control(String command, String... options) {
        var arguments = new ArrayList<>(List.of(command, "-w", "-s", "-D", cluster.data().toString()));
        arguments.addAll(List.of(options));
        programs.run(cluster.directory().resolve("pg_ctl.log"), "pg_ctl", arguments);
    }
}
