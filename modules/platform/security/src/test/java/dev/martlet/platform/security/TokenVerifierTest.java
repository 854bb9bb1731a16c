package dev.martlet.platform.security;

import static dev.martlet.platform.security.TestIssuer.claims;
import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.security.TestIssuer.Key;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.json.JsonMapper;

class TokenVerifierTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Key RSA = Key.rs256("rsa");
    private static final Key EC = Key.es256("ec");
    private static final Key ED = Key.eddsa("ed");
    private static final Key SHORT = Key.rsa("short", 1024);
    private static final Key ENCRYPTION = Key.es256("enc");
    private static final Key OTHERS = Key.rs256("rsa-512");
    private static final Key NAMELESS = Key.es256("");
    private static final Key TWIN = Key.es256("ec");
    private static final Key STRANGER = Key.es256("ec");
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    @TempDir
    private static Path folder;
    private static KeySet keys;
    private static TokenVerifier verifier;

    @BeforeAll
    static void start() throws Exception {
        Path file = folder.resolve("jwks.json");
        Files.writeString(file, TestIssuer.jwks(
                "{\"kty\":\"unheard-of\",\"kid\":\"x\"}", "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\",\"kid\":\"broken\"}",
                "{\"kty\":\"oct\",\"kid\":\"oct\",\"k\":\"c2VjcmV0\"}",
                RSA.jwk("use", "sig", "alg", "RS256"), EC.jwk("use", "sig"), ED.jwk(), SHORT.jwk(), ENCRYPTION.jwk("use", "enc"),
                OTHERS.jwk("alg", "RS512"), NAMELESS.jwk(), TWIN.jwk()));
        var settings = new JwtSettings(
                new KeySource.File(file), TestIssuer.NAME, TestIssuer.AUDIENCE, JsonPointer.compile("/roles"), JsonPointer.compile("/sub"));
        keys = new KeySet(settings.jwks()).start();
        verifier = new TokenVerifier(settings, keys, InstantSource.fixed(NOW));
    }

    @AfterAll
    static void stop() {
        keys.close();
    }

    /** Valid now, for five minutes, with other claims. */
    private static Map<String, Object> valid(Object... more) {
        var claims = new HashMap<>(claims("ada", "exp", NOW.getEpochSecond() + 300));
        for (int i = 0; i < more.length; i += 2) {
            claims.put((String) more[i], more[i + 1]);
        }
        claims.values().removeIf(value -> value == null);
        return claims;
    }

    private static long at(int seconds) {
        return NOW.getEpochSecond() + seconds;
    }

    private static String header(String members) {
        return EC.token("{\"alg\":\"ES256\"," + members + "}", JSON.writeValueAsString(valid()));
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                Arguments.of("RS256", RSA.token(valid())),
                Arguments.of("ES256", EC.token(valid())),
                Arguments.of("EdDSA", ED.token(valid())),
                Arguments.of("the other key of the same id", TWIN.token(valid())),
                Arguments.of("no kid", EC.token("{\"alg\":\"ES256\"}", JSON.writeValueAsString(valid()))),
                Arguments.of("no kid, and a key without one", NAMELESS.token("{\"alg\":\"ES256\"}", JSON.writeValueAsString(valid()))),
                Arguments.of("typ JWT", header("\"kid\":\"ec\",\"typ\":\"JWT\"")),
                Arguments.of("typ AT+JWT", header("\"kid\":\"ec\",\"typ\":\"AT+JWT\"")),
                Arguments.of("a thumbprint", header("\"kid\":\"ec\",\"x5t\":\"abc\"")),
                Arguments.of("one audience of several", EC.token(valid("aud", List.of("account", "martlet")))),
                Arguments.of("expired within the leeway", EC.token(valid("exp", at(-59)))),
                Arguments.of("a fraction of a second", EC.token(valid("exp", NOW.getEpochSecond() + 0.5))),
                Arguments.of("valid soon, within the leeway", EC.token(valid("nbf", at(59)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void accepted(String what, String token) {
        assertThat(verifier.verify(token)).as(what).hasValueSatisfying(claims -> assertThat(claims.path("sub").stringValue()).isEqualTo("ada"));
    }

    static Stream<Arguments> refused() throws Exception {
        String good = EC.token(valid());
        String[] parts = good.split("\\.");
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("two parts", parts[0] + "." + parts[1]),
                Arguments.of("four parts", good + ".AA"),
                Arguments.of("an empty signature", parts[0] + "." + parts[1] + "."),
                Arguments.of("a signature of zeros", parts[0] + "." + parts[1] + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64])),
                Arguments.of("a short signature", parts[0] + "." + parts[1] + ".AAAA"),
                Arguments.of("other claims", parts[0] + "." + TestIssuer.encoded(JSON.writeValueAsString(valid("sub", "eve"))) + "." + parts[2]),
                Arguments.of("another key of that id", STRANGER.token(valid())),
                Arguments.of("an unknown key", Key.es256("new").token(valid())),
                Arguments.of("alg none", unsigned("none")),
                Arguments.of("alg None", unsigned("None")),
                Arguments.of("HMAC with the public key", hmac(RSA.pair().getPublic().getEncoded(), "rsa")),
                Arguments.of("HMAC with the key set's secret", hmac("secret".getBytes(StandardCharsets.UTF_8), "oct")),
                Arguments.of("ES256 with the id of the RSA key", EC.token("{\"alg\":\"ES256\",\"kid\":\"rsa\"}", JSON.writeValueAsString(valid()))),
                Arguments.of("RS256 with the id of the EC key", RSA.token("{\"alg\":\"RS256\",\"kid\":\"ec\"}", JSON.writeValueAsString(valid()))),
                Arguments.of("RS512", RSA.token("{\"alg\":\"RS512\",\"kid\":\"rsa\"}", JSON.writeValueAsString(valid()))),
                Arguments.of("PS256", RSA.token("{\"alg\":\"PS256\",\"kid\":\"rsa\"}", JSON.writeValueAsString(valid()))),
                Arguments.of("a key of 1024 bits", SHORT.token(valid())),
                Arguments.of("a key for encryption", ENCRYPTION.token(valid())),
                Arguments.of("a key for another algorithm", OTHERS.token(valid())),
                Arguments.of("no exp", EC.token(valid("exp", null))),
                Arguments.of("exp as text", EC.token(valid("exp", "2000000000"))),
                Arguments.of("expired", EC.token(valid("exp", at(-61)))),
                Arguments.of("not yet valid", EC.token(valid("nbf", at(61)))),
                Arguments.of("nbf as text", EC.token(valid("nbf", "now"))),
                Arguments.of("another issuer", EC.token(valid("iss", "https://evil.example.com"))),
                Arguments.of("no issuer", EC.token(valid("iss", null))),
                Arguments.of("the issuer with a slash", EC.token(valid("iss", TestIssuer.NAME + "/"))),
                Arguments.of("another audience", EC.token(valid("aud", List.of("account")))),
                Arguments.of("no audience", EC.token(valid("aud", null))),
                Arguments.of("half a character", EC.token("{\"alg\":\"ES256\"}", JSON.writeValueAsString(valid("sub", "x")).replace("\"x\"", "\"\\ud83d\""))),
                Arguments.of("a subject that is a number", EC.token(valid("sub", 7))),
                Arguments.of("claims that are a list", EC.token("{\"alg\":\"ES256\"}", "[]")),
                Arguments.of("claims that are no JSON", EC.token("{\"alg\":\"ES256\"}", "{")),
                Arguments.of("over 8 KiB", EC.token(valid("more", "x".repeat(8 * 1024)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String what, String token) {
        assertThat(verifier.verify(token)).as(what).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\"typ\":\"ID\"", "\"typ\":\"dpop+jwt\"", "\"typ\":7", "\"typ\":null", "\"crit\":[\"exp\"]", "\"crit\":[]", "\"crit\":[\"b64\"],\"b64\":false",
        "\"jku\":\"https://evil.example.com/keys\"", "\"x5u\":\"https://evil.example.com/chain\"", "\"jwk\":{}", "\"x5c\":[]", "\"kid\":7", "\"alg\":\"ES256\"",
        "\"kid\":\"ec\",\"kid\":\"rsa\"", "\"zip\":\"DEF\",\"zip\":\"DEF\""
    })
    void refusedForItsHeader(String members) {
        assertThat(verifier.verify(header(members))).isEmpty();
    }

    @Test
    void refusedIfAClaimIsGivenTwice() {
        String claims = JSON.writeValueAsString(valid());
        String twice = claims.substring(0, claims.length() - 1) + ",\"realm_access\":{\"roles\":[],\"roles\":[\"staff\"]}}";
        assertThat(verifier.verify(EC.token("{\"alg\":\"ES256\"}", twice))).isEmpty();
        assertThat(verifier.verify(EC.token("{\"alg\":\"ES256\"}", claims.replace("\"ada\"", "\"ada\",\"sub\":\"eve\"")))).isEmpty();
    }

    @Test
    void aTokenIsValidUntilItsLeewayIsOver() {
        assertThat(verifier.isExpired(at(-59))).isFalse();
        assertThat(verifier.isExpired(NOW.minus(Duration.ofSeconds(60)).getEpochSecond())).isTrue();
    }

    private static String unsigned(String algorithm) {
        String content = TestIssuer.encoded("{\"alg\":\"" + algorithm + "\"}") + "." + TestIssuer.encoded(JSON.writeValueAsString(valid()));
        return content + "." + content.split("\\.")[1];
    }

    private static String hmac(byte[] secret, String id) throws GeneralSecurityException {
        String signed = TestIssuer.encoded("{\"alg\":\"HS256\",\"kid\":\"" + id + "\"}") + "." + TestIssuer.encoded(JSON.writeValueAsString(valid()));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
    }
}
