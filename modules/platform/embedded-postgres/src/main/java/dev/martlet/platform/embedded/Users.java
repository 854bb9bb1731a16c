package dev.martlet.platform.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Who uses the server of a directory: one locked file for each user. The operating system frees the lock when the process dies, however it dies, so a file
 * that is not locked is a user that is gone. The caller holds the directory's lock.
 */
final class Users {
    /** Files of this JVM are never opened a second time: on POSIX systems that would free their locks. Those that exist are in use. */
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

    /** Whether nobody is left. Forgets those that have died. */
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
