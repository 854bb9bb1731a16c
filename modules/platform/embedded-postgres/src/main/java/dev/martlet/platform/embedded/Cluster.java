package dev.martlet.platform.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The directory of an embedded PostgreSQL: its data, port, password and log. */
record Cluster(Path directory) {
    private static final int PASSWORD_BYTES = 24;

    Path data() {
        return directory.resolve("data");
    }

    Path log() {
        return directory.resolve("postgres.log");
    }

    Path passwordFile() {
        return directory.resolve("password");
    }

    String password() {
        return read("password");
    }

    /** Readable only by this user. */
    void createPassword() throws IOException {
        var bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        Files.deleteIfExists(passwordFile());
        Files.createFile(passwordFile(), onlyForThisUser());
        write("password", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The port of the last start; 0 before the first. */
    int port() {
        String saved = read("port");
        return saved.isEmpty() ? 0 : Integer.parseInt(saved);
    }

    void savePort(int port) {
        write("port", String.valueOf(port));
    }

    /** Whether the login and the database of the application were created. */
    boolean isPrepared() {
        return Files.exists(directory.resolve("prepared"));
    }

    void markPrepared() {
        write("prepared", "");
    }

    private static FileAttribute<?>[] onlyForThisUser() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
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
}
