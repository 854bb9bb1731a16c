package dev.martlet.platform.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * The users of the server of a directory: one locked file for each. The operating system releases the lock when the process dies, so an unlocked file belongs
 * to a dead process. The caller holds the lock of the directory.
 */
final class Users {
    /** The prefix of the files of this JVM. They are never opened again, which on POSIX systems would release their locks; those that exist are in use. */
    private static final String OWN = UUID.randomUUID() + ".";

    private final Path directory;

    Users(Path directory) {
        this.directory = directory.resolve("users");
    }

    /** One use of the server, until it is closed. */
    record User(Path file, FileChannel channel) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            Files.deleteIfExists(file);
            channel.close();
        }
    }

    User add() throws IOException {
        Path file = Files.createDirectories(directory).resolve(OWN + UUID.randomUUID());
        var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.lock();
        return new User(file, channel);
    }

    /** Whether the server has no user. Deletes the files of dead processes. */
    boolean isEmpty() throws IOException {
        boolean empty = true;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (file.getFileName().toString().startsWith(OWN) || isLocked(file)) {
                    empty = false;
                } else {
                    Files.deleteIfExists(file);
                }
            }
        }
        return empty;
    }

    private static boolean isLocked(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE); var lock = channel.tryLock()) {
            return lock == null;
        }
    }
}
