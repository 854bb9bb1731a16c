package dev.martlet.platform.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets one process at a time start or stop the server of a directory. The operating system frees it when the process dies. */
final class DirectoryLock implements AutoCloseable {
    private static final long LONGEST_WAIT_NS = TimeUnit.SECONDS.toNanos(120);
    private static final long LOOK_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    static DirectoryLock take(Path directory) throws IOException {
        var channel = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long end = System.nanoTime() + LONGEST_WAIT_NS;
        while (tryLock(channel) == null) {
            if (System.nanoTime() - end > 0) {
                channel.close();
                throw new IOException("another process has locked " + directory + " for two minutes");
            }
            LockSupport.parkNanos(LOOK_AGAIN_NS);
        }
        return new DirectoryLock(channel);
    }

    /** Frees the lock. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            // Another thread of this process has it.
            return null;
        }
    }
}
