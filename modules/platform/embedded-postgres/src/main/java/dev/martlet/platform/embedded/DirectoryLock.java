package dev.martlet.platform.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The lock under which one process at a time starts or stops the server of a directory. The operating system releases it when the process dies. */
final class DirectoryLock implements AutoCloseable {
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(120);
    private static final long POLL_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    static DirectoryLock acquire(Path directory) throws IOException {
        var channel = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long end = System.nanoTime() + TIMEOUT_NS;
        while (tryLock(channel) == null) {
            if (System.nanoTime() - end > 0) {
                channel.close();
                throw new IOException("another process has held the lock of " + directory + " for two minutes");
            }
            LockSupport.parkNanos(POLL_INTERVAL_NS);
        }
        return new DirectoryLock(channel);
    }

    /** Releases the lock. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            // Another thread of this process holds it.
            return null;
        }
    }
}
