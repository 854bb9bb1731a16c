package dev.martlet.platform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import dev.martlet.platform.core.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Verifies access tokens: JWTs (RFC 7519, 8725, 9068) in compact form, signed by a key of the issuer, for this audience, at this time. Everything that the
 * header says of keys but {@code kid} is refused, and so is a header or claim that is given twice: another reader could see something else.
 */
final class TokenVerifier {
    static final Duration LEEWAY = Duration.ofSeconds(60);
    private static final int LONGEST = 8 * 1024;
    /** A token need not say which key has signed it. */
    private static final int MOST_TRIED = 8;
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final Set<String> ALGORITHMS = Set.of("RS256", "ES256", "EdDSA");
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt");
    private static final List<String> REFUSED_HEADERS = List.of("crit", "jku", "jwk", "x5u", "x5c");

    private final JwtSettings settings;
    private final KeySet keys;
    private final InstantSource clock;

    TokenVerifier(JwtSettings settings, KeySet keys, InstantSource clock) {
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * What a valid token says; empty for any other. Its {@code exp} is a number, and its {@code sub}, if it has one, is text.
     *
     * @throws KeysUnavailable if that cannot be told yet
     */
    Optional<JsonNode> verify(String token) {
        if (token.length() > LONGEST || !COMPACT.matcher(token).matches()) {
            return Optional.empty();
        }
        String[] parts = token.split("\\.");
        Optional<JsonNode> claims = object(parts[1]).filter(this::isForHere);
        return claims.isEmpty() ? claims : object(parts[0]).filter(header -> isAcceptable(header) && isSigned(header, parts)).flatMap(_ -> claims);
    }

    /** Whether a token that expires then is expired now. */
    boolean isExpired(double expiry) {
        return expiry + LEEWAY.toSeconds() <= now();
    }

    private static boolean isAcceptable(JsonNode header) {
        boolean isTyped = !header.has("typ") || TYPES.contains(lowerCase(header.path("typ")));
        return ALGORITHMS.contains(header.path("alg").asString("")) && isTyped && REFUSED_HEADERS.stream().noneMatch(header::has)
                && (!header.has("kid") || header.path("kid").isString());
    }

    private boolean isSigned(JsonNode header, String[] parts) {
        byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
        var candidates = keys.candidates(header.path("kid").stringValueOpt(), header.path("alg").asString());
        return candidates.stream().limit(MOST_TRIED).anyMatch(key -> holds(key, parts, signed));
    }

    private static boolean holds(VerificationKey key, String[] parts, byte[] signed) {
        try {
            return key.check().holds(JWSHeader.parse(new Base64URL(parts[0])), signed, new Base64URL(parts[2]));
        } catch (JOSEException | ParseException | GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    private boolean isForHere(JsonNode claims) {
        boolean isValidNow = claims.path("exp").isNumber() && !isExpired(claims.path("exp").asDouble())
                && (!claims.has("nbf") || claims.path("nbf").isNumber() && claims.path("nbf").asDouble() - LEEWAY.toSeconds() <= now());
        return isValidNow && isText(claims.path("iss"), settings.issuer()) && isForAudience(claims.path("aud"))
                && (!claims.has("sub") || !claims.path("sub").stringValueOpt().orElse("").isBlank());
    }

    private boolean isForAudience(JsonNode audience) {
        return isText(audience, settings.audience()) || audience.isArray() && audience.valueStream().anyMatch(each -> isText(each, settings.audience()));
    }

    private static boolean isText(JsonNode node, String expected) {
        return node.isString() && node.stringValue().equals(expected);
    }

    private static String lowerCase(JsonNode node) {
        return node.isString() ? node.stringValue().toLowerCase(Locale.ROOT) : "";
    }

    private double now() {
        return clock.millis() / 1000.0;
    }

    /** Empty for what is no text of Unicode: it would be read as other text. */
    private static Optional<JsonNode> object(String encoded) {
        try {
            String json = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(encoded))).toString();
            JsonNode node = Json.strict().readTree(json);
            return Optional.of(node).filter(read -> read.isObject() && isUnicode(read));
        } catch (JacksonException | IllegalArgumentException | CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /** Half of a surrogate pair, as JSON may write it, is no character. */
    private static boolean isUnicode(JsonNode node) {
        boolean isText = !node.isString() || StandardCharsets.UTF_8.newEncoder().canEncode(node.stringValue());
        return isText && node.valueStream().allMatch(TokenVerifier::isUnicode);
    }
}
