package dev.martlet.platform.core.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.LogListener;
import dev.martlet.platform.core.settings.ConfigErrors;
import dev.martlet.platform.core.settings.Settings;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsFilesTest {
    private static final Certificates AUTHORITY = new Certificates("authority");
    @TempDir private Path directory;

    @BeforeEach
    void write() {
        AUTHORITY.issue("localhost").in(directory, "own");
        AUTHORITY.issue("localhost").in(directory, "other");
        AUTHORITY.in(directory, "authority.crt");
    }

    @Test
    void withoutFilesAPortIsPlain() {
        assertThat(faults(Map.of())).isEmpty();
        assertThat(TlsFiles.NONE.isServer()).isFalse();
    }

    @Test
    void aCertificateAndItsKeyAreEnough() {
        assertThat(faults(Map.of("server.tls.certificate", "own.crt", "server.tls.key", "own.key"))).isEmpty();
        assertThat(faults(Map.of("internal.tls.certificate", "own.crt", "internal.tls.key", "own.key", "internal.tls.trust", "authority.crt",
                "internal.tls.names", "shop"))).isEmpty();
        assertThat(faults(Map.of("internal.tls.trust", "authority.crt"))).isEmpty();
    }

    @Test
    void eachFaultIsOneOfItsKey() {
        assertThat(faults(Map.of("server.tls.certificate", "own.crt"))).containsExactly(
                "server.tls.key: must be set together with server.tls.certificate");
        assertThat(faults(Map.of("server.tls.key", "own.key"))).containsExactly(
                "server.tls.certificate: must be set together with server.tls.key");
        assertThat(faults(Map.of("server.tls.certificate", "none.crt", "server.tls.key", "own.key"))).containsExactly(
                "server.tls.certificate: there is no file " + directory.resolve("none.crt"));
        assertThat(faults(Map.of("server.tls.certificate", "own.key", "server.tls.key", "own.crt"))).containsExactly(
                "server.tls.certificate: the file " + directory.resolve("own.key") + " has no certificate in PEM",
                "server.tls.key: the file " + directory.resolve("own.crt") + " has no private key in PEM");
        assertThat(faults(Map.of("server.tls.certificate", "own.crt", "server.tls.key", "other.key"))).containsExactly(
                "server.tls.key: the key in " + directory.resolve("other.key") + " is not that of the first certificate in " + directory.resolve("own.crt"));
        assertThat(faults(Map.of("internal.tls.trust", "none.crt"))).containsExactly(
                "internal.tls.trust: there is no file " + directory.resolve("none.crt"));
    }

    @Test
    void mutualTlsNeedsNames() {
        assertThat(faults(Map.of("internal.tls.certificate", "own.crt", "internal.tls.key", "own.key", "internal.tls.trust", "authority.crt")))
                .singleElement().asString().startsWith("internal.tls.names: must be set together with internal.tls.trust");
        assertThat(faults(Map.of("internal.tls.names", "shop"))).containsExactly(
                "internal.tls.names: needs internal.tls.certificate and internal.tls.trust");
    }

    @Test
    void aNameWithAWildcardIsAFault() {
        assertThat(faults(Map.of("internal.tls.certificate", "own.crt", "internal.tls.key", "own.key", "internal.tls.trust", "authority.crt",
                "internal.tls.names", "shop,*.x"))).containsExactly("internal.tls.names: must have no wildcard: names are compared as a whole");
    }

    @Test
    void anExpiredCertificateIsAWarning() {
        AUTHORITY.issue(Duration.ofHours(-1), "localhost").in(directory, "own");
        try (var log = new LogListener(TlsContextMaker.class)) {
            assertThat(faults(Map.of("server.tls.certificate", "own.crt", "server.tls.key", "own.key"))).isEmpty();
            assertThat(log.records()).anyMatch(record -> record.getMessage().startsWith("server.tls.certificate: is valid from "));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519", "Ed448"})
    void keysOfPkcs8AreRead(String algorithm) throws Exception {
        var key = KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
        assertThat(read(Certificates.pem("PRIVATE KEY", key.getEncoded()))).isEqualTo(key.getEncoded());
    }

    @Test
    void keysOfOlderFormsAreRead() throws Exception {
        byte[] rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate().getEncoded();
        // Behind the head of PKCS#8: 4 + 3 + 15 + 4 bytes.
        byte[] pkcs1 = Arrays.copyOfRange(rsa, 26, rsa.length);
        assertThat(read(Certificates.pem("RSA PRIVATE KEY", pkcs1))).isEqualTo(rsa);

        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        var ec = (ECPrivateKey) generator.generateKeyPair().getPrivate();
        byte[] number = HexFormat.of().parseHex("%096x".formatted(ec.getS()));
        byte[] curve = HexFormat.of().parseHex("06052b81040022");
        byte[] sec1 = Pkcs8.element(0x30, new byte[] {2, 1, 1}, Pkcs8.element(4, number), Pkcs8.element(0xA0, curve));
        var parameters = "-----BEGIN EC PARAMETERS-----\nBgUrgQQAIg==\n-----END EC PARAMETERS-----\n";
        assertThat(((ECPrivateKey) Pem.privateKey(bytes(parameters + Certificates.pem("EC PRIVATE KEY", sec1)))).getS()).isEqualTo(ec.getS());
    }

    @Test
    void anEncryptedKeyIsAFault() {
        Certificates.write(directory.resolve("own.key"), "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n");
        assertThat(faults(Map.of("server.tls.certificate", "own.crt", "server.tls.key", "own.key"))).singleElement().asString()
                .startsWith("server.tls.key: ").endsWith("has an encrypted private key; it must be one without a passphrase");
    }

    private static byte[] read(String pem) throws Exception {
        return Pem.privateKey(bytes("Bag Attributes\n" + pem)).getEncoded();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private List<String> faults(Map<String, String> keys) {
        var faults = new ConfigErrors();
        var all = new HashMap<String, String>();
        keys.forEach((key, file) -> all.put(key, key.endsWith("names") ? file : directory.resolve(file).toString()));
        var root = Settings.root(Config.just(ConfigSources.create(all)), faults);
        TlsFiles.of(root, "server");
        TlsFiles.ofInternal(root);
        return faults.lines();
    }
}
