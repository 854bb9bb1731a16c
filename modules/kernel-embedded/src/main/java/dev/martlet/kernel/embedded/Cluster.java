package dev.martlet.kernel.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** One directory with all that belongs to an embedded PostgreSQL: its data, port, password, log, and the process that started it. */
record Cluster(Path directory, Programs programs) {
    /** The login of the program: no superuser, so that a trial has the rights that a deployment has. */
    static final String APPLICATION = "martlet";

    private static final String SUPERUSER = "postgres";
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", "fsync=on", "synchronous_commit=on");

    static Cluster in(Path directory) throws IOException {
        Files.createDirectories(directory);
        return new Cluster(directory, new Programs(Binaries.unpacked(directory.resolve("programs"))));
    }

    Path data() {
        return directory.resolve("data");
    }

    Path log() {
        return directory.resolve("postgres.log");
    }

    String password() {
        return read("password");
    }

    /** Makes the data directory the first time. It appears by a rename, so a crash in the middle leaves nothing that looks whole. */
    void create() throws IOException {
        if (Files.exists(data())) {
            return;
        }
        Path draft = directory.resolve("data.new");
        Directories.delete(draft);
        writePassword();
        programs.run(log(), "initdb", List.of("-D", draft.toString(), "-U", SUPERUSER, "--pwfile=" + directory.resolve("password"),
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"));
        Files.move(draft, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes the program's login and database the first time. */
    void prepare(String url) {
        try (var connection = DriverManager.getConnection(url, SUPERUSER, password()); var statement = connection.createStatement()) {
            try (var found = statement.executeQuery("select from pg_database where datname = 'martlet'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("drop role if exists martlet");
            statement.execute("create role martlet login createrole createdb password '" + password() + "'");
            statement.execute("create database martlet owner martlet");
        } catch (SQLException failure) {
            throw new IllegalStateException("PostgreSQL in " + directory + " does not take its own password", failure);
        }
    }

    void launch(int port, List<String> options) {
        var settings = new ArrayList<>(SETTINGS);
        settings.add("port=" + port);
        settings.addAll(options);
        String line = String.join(" ", settings.stream().map(setting -> "-c " + (setting.endsWith("=") ? setting + "''" : setting)).toList());
        programs.run(directory.resolve("pg_ctl.log"), "pg_ctl", List.of("start", "-W", "-s", "-D", data().toString(), "-l", log().toString(), "-o", line));
    }

    void stop() {
        programs.run(directory.resolve("pg_ctl.log"), "pg_ctl", List.of("stop", "-s", "-D", data().toString(), "-m", "fast", "-t", "30"));
        forget("owner");
    }

    /** The port of the last start; 0 before the first. */
    int port() {
        String kept = read("port");
        return kept.isEmpty() ? 0 : Integer.parseInt(kept);
    }

    void keepPort(int port) {
        write("port", String.valueOf(port));
    }

    /** Remembers this process as the one that stops the server. */
    void own() {
        write("owner", identity(ProcessHandle.current()));
    }

    boolean hasLivingOwner() {
        String owner = read("owner");
        if (owner.isEmpty()) {
            return false;
        }
        long pid = Long.parseLong(owner.substring(0, owner.indexOf(' ')));
        return ProcessHandle.of(pid).filter(process -> identity(process).equals(owner)).isPresent();
    }

    /** Removes what a crashed server left, which would keep the next one from starting. */
    void forgetServer() {
        forget("data/postmaster.pid");
    }

    private static String identity(ProcessHandle process) {
        return process.pid() + " " + process.info().startInstant().map(Object::toString).orElse("");
    }

    private void writePassword() throws IOException {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        Path file = directory.resolve("password");
        Files.deleteIfExists(file);
        FileAttribute<?>[] secret = FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        Files.createFile(file, secret);
        Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private String read(String name) {
        try {
            Path file = directory.resolve(name);
            return Files.exists(file) ? Files.readString(file).strip() : "";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void write(String name, String value) {
        try {
            Files.writeString(directory.resolve(name), value);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void forget(String name) {
        try {
            Files.deleteIfExists(directory.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
