package dev.martlet.platform.core.tls;

import dev.martlet.platform.core.settings.UnusableFile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads PEM (RFC 7468): certificates, and private keys in PKCS#8 or in the older forms of RSA and EC keys. Java 25 has a reader only as a preview. */
final class Pem {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    /** Ed25519 and Ed448 are both of EdDSA. */
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    private Pem() {}

    /** At least one, in the order of the file. */
    static List<X509Certificate> certificates(byte[] content) throws UnusableFile {
        var certificates = new ArrayList<X509Certificate>();
        for (MatchResult block : blocks(content)) {
            if (block.group(1).equals("CERTIFICATE") || block.group(1).equals("X509 CERTIFICATE")) {
                certificates.add(certificate(der(block)));
            }
        }
        if (certificates.isEmpty()) {
            throw new UnusableFile("has no certificate in PEM");
        }
        return certificates;
    }

    /** The first one. */
    static PrivateKey privateKey(byte[] content) throws UnusableFile {
        Optional<MatchResult> block = blocks(content).stream().filter(found -> found.group(1).endsWith("PRIVATE KEY")).findFirst();
        if (block.isEmpty()) {
            throw new UnusableFile("has no private key in PEM");
        }
        if (block.get().group(1).startsWith("ENCRYPTED") || block.get().group(2).contains("ENCRYPTED")) {
            throw new UnusableFile("has an encrypted private key; it must be one without a passphrase");
        }
        return ofPkcs8(switch (block.get().group(1)) {
            case "RSA PRIVATE KEY" -> Pkcs8.ofRsa(der(block.get()));
            case "EC PRIVATE KEY" -> Pkcs8.ofEc(der(block.get()));
            default -> der(block.get());
        });
    }

    private static PrivateKey ofPkcs8(byte[] pkcs8) throws UnusableFile {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException _) {
                // of another algorithm
            }
        }
        throw new UnusableFile("has no private key of RSA, EC, Ed25519 or Ed448");
    }

    private static X509Certificate certificate(byte[] der) throws UnusableFile {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException _) {
            throw new UnusableFile("has a certificate that is not valid X.509");
        }
    }

    private static List<MatchResult> blocks(byte[] content) {
        return BLOCK.matcher(new String(content, StandardCharsets.ISO_8859_1)).results().toList();
    }

    private static byte[] der(MatchResult block) throws UnusableFile {
        try {
            return Base64.getMimeDecoder().decode(block.group(2));
        } catch (IllegalArgumentException _) {
            throw new UnusableFile("has a " + block.group(1) + " that is not valid PEM");
        }
    }
}
