package dev.martlet.platform.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL, unpacked from the class path once for each user. The directory is renamed at the end, so a crash leaves no incomplete directory
 * of that name.
 */
final class Binaries {
    private static final List<String> SYSTEMS = List.of("linux", "darwin", "windows");
    private static final List<String> MACHINES = List.of("x86_64", "arm_64");
    private static final int EXECUTABLE = 0100;

    private Binaries() {}

    /** @return the directory with {@code bin}, {@code lib} and {@code share} */
    static Path unpacked(Path fallback) {
        URL archive = archive();
        try {
            Path cache = writable(userCache(), fallback);
            Path home = cache.resolve("postgres-" + fingerprint(archive));
            try (var _ = DirectoryLock.acquire(cache)) {
                if (!Files.isDirectory(home)) {
                    unpack(archive, home);
                }
            }
            return home;
        } catch (IOException failure) {
            throw new UncheckedIOException("the programs of PostgreSQL cannot be unpacked", failure);
        }
    }

    private static URL archive() {
        for (String system : SYSTEMS) {
            for (String machine : MACHINES) {
                URL archive = Binaries.class.getClassLoader().getResource("postgres-" + system + "-" + machine + ".txz");
                if (archive != null) {
                    return archive;
                }
            }
        }
        throw new IllegalStateException("this build does not contain the programs of PostgreSQL: set db.url");
    }

    private static String fingerprint(URL archive) throws IOException {
        return switch (archive.openConnection()) {
            case JarURLConnection jar -> Long.toHexString(jar.getJarEntry().getCrc());
            case URLConnection other -> Long.toHexString(other.getContentLengthLong());
        };
    }

    private static Path userCache() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base = cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return base.resolve("martlet");
    }

    private static Path writable(Path preferred, Path fallback) throws IOException {
        try {
            Files.createDirectories(preferred);
            if (Files.isWritable(preferred)) {
                return preferred;
            }
        } catch (FileSystemException _) {
            // A user without a home directory: a container, a system account.
        }
        return Files.createDirectories(fallback);
    }

    private static void unpack(URL archive, Path home) throws IOException {
        Path draft = home.resolveSibling("unpacking");
        Directories.delete(draft);
        try (var in = new TarArchiveInputStream(new BufferedInputStream(new XZInputStream(archive.openStream())))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                write(entry, in, draft);
            }
        }
        Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(TarArchiveEntry entry, InputStream in, Path home) throws IOException {
        Path target = home.resolve(entry.getName()).normalize();
        if (!target.startsWith(home)) {
            throw new IOException("an entry of the archive is outside its directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(in, target);
        if ((entry.getMode() & EXECUTABLE) != 0 && Files.getFileStore(target).supportsFileAttributeView("posix")) {
            Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(target));
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            Files.setPosixFilePermissions(target, permissions);
        }
    }
}
