package dev.martlet.platform.security;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** An issuer of access tokens: keys of its own, their public set, and tokens that say whatever a test needs. */
public final class TestIssuer {
    public static final String NAME = "https://issuer.example.com";
    public static final String AUDIENCE = "martlet";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private TestIssuer() {}

    /** A key pair of an issuer. */
    public record Key(String id, String algorithm, KeyPair pair) {
        public static Key rs256(String id) {
            return rsa(id, 2048);
        }

        public static Key rsa(String id, int bits) {
            return of(id, "RS256", "RSA", generator -> generator.initialize(bits));
        }

        public static Key es256(String id) {
            return of(id, "ES256", "EC", generator -> generator.initialize(new ECGenParameterSpec("secp256r1")));
        }

        public static Key eddsa(String id) {
            return of(id, "EdDSA", "Ed25519", _ -> { });
        }

        private static Key of(String id, String algorithm, String type, Setup setup) {
            try {
                var generator = KeyPairGenerator.getInstance(type);
                setup.on(generator);
                return new Key(id, algorithm, generator.generateKeyPair());
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        /** Prepares a generator. */
        @FunctionalInterface
        interface Setup {
            void on(KeyPairGenerator generator) throws GeneralSecurityException;
        }

        /** The public key as a key set has it, with some members more. */
        public String jwk(String... more) {
            var members = new LinkedHashMap<String, String>();
            members.put("kid", id);
            switch (pair.getPublic()) {
                case RSAPublicKey rsa -> members.putAll(Map.of("kty", "RSA", "n", unsigned(rsa.getModulus(), 0), "e", unsigned(rsa.getPublicExponent(), 0)));
                case ECPublicKey ec -> members.putAll(Map.of(
                        "kty", "EC", "crv", "P-256", "x", unsigned(ec.getW().getAffineX(), 32), "y", unsigned(ec.getW().getAffineY(), 32)));
                default -> members.putAll(Map.of("kty", "OKP", "crv", "Ed25519", "x", BASE64.encodeToString(last32(pair.getPublic().getEncoded()))));
            }
            for (int i = 0; i < more.length; i += 2) {
                members.put(more[i], more[i + 1]);
            }
            members.values().removeIf(String::isEmpty);
            return JSON.writeValueAsString(members);
        }

        public byte[] sign(byte[] signed) {
            try {
                var signature = Signature.getInstance(switch (algorithm) {
                    case "RS256" -> "SHA256withRSA";
                    case "ES256" -> "SHA256withECDSAinP1363Format";
                    default -> "Ed25519";
                });
                signature.initSign(pair.getPrivate());
                signature.update(signed);
                return signature.sign();
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        /** A token with the header that the key asks for. */
        public String token(Map<String, ?> claims) {
            return token("{\"alg\":\"" + algorithm + "\",\"typ\":\"at+jwt\",\"kid\":\"" + id + "\"}", JSON.writeValueAsString(claims));
        }

        public String token(String header, String claims) {
            String signed = encoded(header) + "." + encoded(claims);
            return signed + "." + BASE64.encodeToString(sign(signed.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    /** What a token of this issuer says, valid for five minutes, with some claims more; one that is null is left out. */
    public static Map<String, Object> claims(String subject, Object... more) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", NAME);
        claims.put("aud", AUDIENCE);
        claims.put("sub", subject);
        claims.put("exp", Instant.now().getEpochSecond() + 300);
        for (int i = 0; i < more.length; i += 2) {
            claims.put((String) more[i], more[i + 1]);
        }
        claims.values().removeIf(value -> value == null);
        return claims;
    }

    /** A key set of these keys. */
    public static String jwks(String... keys) {
        return Arrays.stream(keys).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    public static String jwks(List<Key> keys) {
        return jwks(keys.stream().map(Key::jwk).toArray(String[]::new));
    }

    public static String encoded(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] last32(byte[] encoded) {
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    /** @param length in bytes; 0 for as many as it takes */
    private static String unsigned(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] magnitude = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        byte[] padded = new byte[Math.max(length, magnitude.length)];
        System.arraycopy(magnitude, 0, padded, padded.length - magnitude.length, magnitude.length);
        return BASE64.encodeToString(padded);
    }
}
