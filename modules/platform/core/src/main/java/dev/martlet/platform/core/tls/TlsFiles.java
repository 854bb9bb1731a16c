package dev.martlet.platform.core.tls;

import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.core.settings.UnusableFile;
import dev.martlet.platform.core.settings.WatchedFiles;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The PEM files of one port: a node such as {@code server.tls}.
 *
 * @param node the key of the node, for messages
 * @param certificate {@code certificate}: of the port, followed by those of the authorities between it and a root; without one the port speaks plain HTTP
 * @param key {@code key}: its private key, without a passphrase
 * @param trust {@code trust}: the authorities whose certificates are trusted; only of {@code internal.tls}. With a certificate it asks for client certificates
 * @param names {@code names}: DNS names, comma-separated, one of which a client certificate must have; only of {@code internal.tls}
 */
public record TlsFiles(String node, Optional<Path> certificate, Optional<Path> key, Optional<Path> trust, Set<String> names) {
    private static final String CERTIFICATE = "certificate";
    private static final String KEY = "key";
    private static final String TRUST = "trust";
    private static final String NAMES = "names";

    /** None of a process that is configured in code. */
    public static final TlsFiles NONE = new TlsFiles("", Optional.empty(), Optional.empty(), Optional.empty(), Set.of());

    /** @param port whose clients may be anybody: {@code server} or {@code management} */
    public static TlsFiles of(Settings root, String port) {
        Settings tls = root.node(port + ".tls");
        return checked(tls, new TlsFiles(port + ".tls", path(tls, CERTIFICATE), path(tls, KEY), Optional.empty(), Set.of()));
    }

    /** Of the port {@code internal}, whose clients are processes of the shop. */
    public static TlsFiles ofInternal(Settings root) {
        Settings tls = root.node("internal.tls");
        var files = new TlsFiles("internal.tls", path(tls, CERTIFICATE), path(tls, KEY), path(tls, TRUST), names(tls));
        if (files.asksForClientCertificates() && files.names.isEmpty()) {
            tls.fault(NAMES, "must be set together with " + tls.key(TRUST) + ": else every certificate of its authorities would be admitted");
        }
        if (!files.asksForClientCertificates() && !files.names.isEmpty()) {
            tls.fault(NAMES, "needs " + tls.key(CERTIFICATE) + " and " + tls.key(TRUST));
        }
        if (files.names.stream().anyMatch(name -> name.contains("*"))) {
            tls.fault(NAMES, "must have no wildcard: names are compared as a whole");
        }
        return checked(tls, files);
    }

    /** Whether the port speaks TLS. */
    public boolean isServer() {
        return certificate.isPresent();
    }

    /** Mutual TLS. */
    public boolean asksForClientCertificates() {
        return isServer() && trust.isPresent();
    }

    /** In the order in which {@link TlsContextMaker} reads them. */
    List<Path> all() {
        return Stream.of(certificate, key, trust).flatMap(Optional::stream).toList();
    }

    private static TlsFiles checked(Settings tls, TlsFiles files) {
        if (files.certificate.isPresent() != files.key.isPresent()) {
            tls.fault(files.key.isPresent() ? CERTIFICATE : KEY, "must be set together with " + tls.key(files.key.isPresent() ? KEY : CERTIFICATE));
        }
        boolean usable = isUsable(tls, CERTIFICATE, files.certificate, Pem::certificates)
                & isUsable(tls, KEY, files.key, Pem::privateKey)
                & isUsable(tls, TRUST, files.trust, Pem::certificates);
        if (usable && files.isServer() && files.key.isPresent()) {
            try {
                WatchedFiles.open(files.node, files.all(), new TlsContextMaker(files));
            } catch (UnusableFile failure) {
                tls.fault(KEY, failure.getMessage());
            }
        }
        return files;
    }

    private static boolean isUsable(Settings tls, String name, Optional<Path> file, PemReader<?> reader) {
        try {
            if (file.isPresent()) {
                WatchedFiles.open(tls.key(name), List.of(file.get()), contents -> reader.in(file.get(), contents.getFirst()));
            }
            return true;
        } catch (UnusableFile failure) {
            tls.fault(name, failure.getMessage());
            return false;
        }
    }

    /** Reads the content of a file. */
    @FunctionalInterface
    interface PemReader<T> {
        T read(byte[] content) throws UnusableFile;

        /** A failure names the file. */
        default T in(Path file, byte[] content) throws UnusableFile {
            try {
                return read(content);
            } catch (UnusableFile failure) {
                throw new UnusableFile("the file " + file + " " + failure.getMessage());
            }
        }
    }

    private static Optional<Path> path(Settings tls, String name) {
        try {
            return tls.optionalText(name).map(Path::of);
        } catch (InvalidPathException _) {
            tls.fault(name, "must be the path of a file");
            return Optional.empty();
        }
    }

    private static Set<String> names(Settings tls) {
        return tls.optionalText(NAMES).stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
