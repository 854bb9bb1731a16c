package dev.martlet.platform.core.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority of a test, and the certificates that it issues: X.509 (RFC 5280) with EC keys, written by hand, because Java can read them only. */
public final class Certificates {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] ECDSA_WITH_SHA256 = HEX.parseHex("300a06082a8648ce3d040302");
    private static final byte[] COMMON_NAME = HEX.parseHex("0603550403");
    private static final byte[] BASIC_CONSTRAINTS = HEX.parseHex("0603551d13");
    private static final byte[] ALTERNATIVE_NAMES = HEX.parseHex("0603551d11");
    private static final byte[] TRUE = {1, 1, -1};
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final AtomicLong SERIAL = new AtomicLong(System.nanoTime());

    private final String name;
    private final KeyPair keys = ecKeys();
    private final byte[] certificate;

    public Certificates(String name) {
        this.name = name;
        this.certificate = signed(name, keys, Duration.ofDays(1), Pkcs8.element(0x30, extension(BASIC_CONSTRAINTS, Pkcs8.element(0x30, TRUE))));
    }

    /** A certificate and its key, in PEM. */
    public record Issued(String certificate, String key) {
        /** Writes {@code name.crt} and {@code name.key}, each at one stroke. */
        public Issued in(Path directory, String name) {
            write(directory.resolve(name + ".crt"), certificate);
            write(directory.resolve(name + ".key"), key);
            return this;
        }
    }

    /** @param names for DNS; those of digits and dots are addresses */
    public Issued issue(String... names) {
        return issue(Duration.ofDays(1), names);
    }

    /** @param validity from a day ago on until so long from now */
    public Issued issue(Duration validity, String... names) {
        KeyPair own = ecKeys();
        byte[] all = Pkcs8.element(0x30, Stream.of(names).map(Certificates::alternative).toArray(byte[][]::new));
        byte[] issued = signed(names[0], own, validity, Pkcs8.element(0x30, extension(ALTERNATIVE_NAMES, all)));
        return new Issued(pem("CERTIFICATE", issued), pem("PRIVATE KEY", own.getPrivate().getEncoded()));
    }

    public String pem() {
        return pem("CERTIFICATE", certificate);
    }

    public Path in(Path directory, String file) {
        return write(directory.resolve(file), pem());
    }

    /** Of clients that trust this authority and show nothing. */
    public SSLContext client() {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("authority", Pem.certificates(pem().getBytes(StandardCharsets.US_ASCII)).getFirst());
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    public static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type + "-----\n";
    }

    public static Path write(Path file, String text) {
        try {
            Path draft = Files.writeString(file.resolveSibling(file.getFileName() + ".draft"), text);
            return Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private byte[] signed(String subject, KeyPair own, Duration validity, byte[] extensions) {
        Instant now = Instant.now();
        byte[] times = Pkcs8.element(0x30, time(now.minus(Duration.ofDays(1))), time(now.plus(validity)));
        byte[] serial = Pkcs8.element(2, BigInteger.valueOf(SERIAL.incrementAndGet()).toByteArray());
        byte[] body = Pkcs8.element(0x30, HEX.parseHex("a003020102"), serial, ECDSA_WITH_SHA256, named(name), times, named(subject),
                own.getPublic().getEncoded(), Pkcs8.element(0xA3, extensions));
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(body);
            return Pkcs8.element(0x30, body, ECDSA_WITH_SHA256, Pkcs8.element(3, new byte[1], signature.sign()));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static byte[] extension(byte[] id, byte[] value) {
        return Pkcs8.element(0x30, id, Pkcs8.element(4, value));
    }

    private static byte[] named(String name) {
        return Pkcs8.element(0x30, Pkcs8.element(0x31, Pkcs8.element(0x30, COMMON_NAME, Pkcs8.element(0x0C, name.getBytes(StandardCharsets.UTF_8)))));
    }

    private static byte[] time(Instant time) {
        return Pkcs8.element(0x17, TIME.format(time).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] alternative(String name) {
        return name.matches("[0-9.]+")
                ? Pkcs8.element(0x87, InetAddress.ofLiteral(name).getAddress())
                : Pkcs8.element(0x82, name.getBytes(StandardCharsets.US_ASCII));
    }

    private static KeyPair ecKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
