package dev.martlet.platform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import dev.martlet.platform.core.json.Json;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The keys of one key set (RFC 7517) that tokens may be signed with. Those that are of no use here are left out, those that are broken too. */
record VerificationKeys(List<VerificationKey> keys) {
    private static final int MOST = 100;

    /** @throws IOException with a message for the operator if this is no key set, or one without a single key of use */
    static VerificationKeys parse(byte[] json) throws IOException {
        JsonNode set = tree(json).path("keys");
        if (!set.isArray() || set.size() > MOST) {
            throw new IOException("it is no JSON Web Key Set of at most " + MOST + " keys");
        }
        var keys = new ArrayList<VerificationKey>();
        set.forEach(key -> key(key).ifPresent(keys::add));
        if (keys.isEmpty()) {
            throw new IOException("it has no public key for RS256 (2048 bits or more), ES256 or EdDSA (Ed25519)");
        }
        return new VerificationKeys(List.copyOf(keys));
    }

    /** Those that may have signed a token: of its algorithm, and with its {@code kid} if it has one. */
    List<VerificationKey> candidates(Optional<String> id, String algorithm) {
        return keys.stream().filter(key -> key.algorithm().equals(algorithm) && (id.isEmpty() || key.id().equals(id))).toList();
    }

    private static JsonNode tree(byte[] json) throws IOException {
        try {
            return Json.tolerant().readTree(json);
        } catch (JacksonException _) {
            throw new IOException("it is no JSON");
        }
    }

    private static Optional<VerificationKey> key(JsonNode key) {
        try {
            return VerificationKey.of(JWK.parse(key.toString()));
        } catch (ParseException | JOSEException | GeneralSecurityException | IllegalArgumentException | IllegalStateException _) {
            return Optional.empty();
        }
    }
}
