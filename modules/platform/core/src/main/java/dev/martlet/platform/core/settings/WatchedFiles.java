package dev.martlet.platform.core.settings;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is made of files, and made again when their content changes. Looked at when it is used, at most once in an interval. The content is compared and
 * not the time of the change, so that it does not matter how the file was replaced (written over, renamed, a symbolic link that points elsewhere).
 *
 * <p>New content that cannot be used leaves the value as it was. It is logged once, and only if the next look finds it again: it may be half written.
 */
public final class WatchedFiles<T> {
    /** Of one file. */
    public static final int LARGEST = 256 * 1024;

    private static final Logger LOG = System.getLogger(WatchedFiles.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final String key;
    private final List<Path> files;
    private final Maker<T> maker;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Version<T> version;
    private Optional<Refusal> refused = Optional.empty();
    private boolean refusalLogged;

    /** Makes the value of the files' contents. Used by one thread at a time. */
    @FunctionalInterface
    public interface Maker<T> {
        /** @param contents in the order of the files */
        T make(List<byte[]> contents) throws UnusableFile;
    }

    /** @param digest of the contents, if they could be read */
    private record Refusal(String digest, String message) {}

    private record Version<T>(T value, String digest, long lookedAt) {}

    private WatchedFiles(String key, List<Path> files, Maker<T> maker) throws UnusableFile {
        this.key = key;
        this.files = files;
        this.maker = maker;
        List<byte[]> contents = contents();
        version = new Version<>(maker.make(contents), digest(contents), System.nanoTime());
    }

    /** @param key of the configuration, for the log */
    public static <T> WatchedFiles<T> open(String key, List<Path> files, Maker<T> maker) throws UnusableFile {
        return new WatchedFiles<>(key, List.copyOf(files), maker);
    }

    /** Of the files as they are now, or as they were when they could last be used. */
    public T current() {
        if (System.nanoTime() - version.lookedAt >= INTERVAL.toNanos() && looking.tryLock()) {
            try {
                version = look(version);
            } finally {
                looking.unlock();
            }
        }
        return version.value;
    }

    private Version<T> look(Version<T> last) {
        String digest = "";
        try {
            List<byte[]> contents = contents();
            digest = digest(contents);
            if (digest.equals(last.digest)) {
                refused = Optional.empty();
                return new Version<>(last.value, digest, System.nanoTime());
            }
            T value = maker.make(contents);
            refused = Optional.empty();
            LOG.log(Level.INFO, () -> key + ": the changed content of " + names() + " is used from now on");
            return new Version<>(value, digest, System.nanoTime());
        } catch (UnusableFile failure) {
            refuse(new Refusal(digest, failure.getMessage()));
            return new Version<>(last.value, last.digest, System.nanoTime());
        }
    }

    private void refuse(Refusal refusal) {
        if (!refused.equals(Optional.of(refusal))) {
            refused = Optional.of(refusal);
            refusalLogged = false;
        } else if (!refusalLogged) {
            refusalLogged = true;
            LOG.log(Level.WARNING, () -> key + ": the changed content of " + names() + " cannot be used, so the former one stays in use: "
                    + refusal.message);
        }
    }

    private String names() {
        return String.join(", ", files.stream().map(Path::toString).toList());
    }

    private List<byte[]> contents() throws UnusableFile {
        var contents = new ArrayList<byte[]>();
        for (Path file : files) {
            contents.add(content(file));
        }
        return contents;
    }

    private static byte[] content(Path file) throws UnusableFile {
        try (var in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new UnusableFile("the file " + file + " has more than " + LARGEST + " bytes");
            }
            return content;
        } catch (NoSuchFileException _) {
            throw new UnusableFile("there is no file " + file);
        } catch (IOException _) {
            throw new UnusableFile("the file " + file + " cannot be read");
        }
    }

    private static String digest(List<byte[]> contents) {
        try {
            var all = MessageDigest.getInstance("SHA-256");
            for (byte[] content : contents) {
                all.update(MessageDigest.getInstance("SHA-256").digest(content));
            }
            return HexFormat.of().formatHex(all.digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
