package dev.martlet.platform.security;

import dev.martlet.platform.core.settings.Settings;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;

/**
 * Whose tokens are accepted, and what they say; the node is {@code security.jwt}.
 *
 * @param jwks {@code security.jwt.jwks}: file or address of the issuer's key set (RFC 7517)
 * @param issuer {@code security.jwt.issuer}: the token's {@code iss}
 * @param audience {@code security.jwt.audience}: the token's {@code aud}, or one of them
 * @param roles {@code security.jwt.roles}: JSON Pointer (RFC 6901) of the claim with the roles, default {@code /roles}
 * @param customer {@code security.jwt.customer}: JSON Pointer of the claim that names the customer, default {@code /sub}
 */
public record JwtSettings(KeySource jwks, String issuer, String audience, JsonPointer roles, JsonPointer customer) {
    /** RFC 6901, section 3, which Jackson takes less strictly. */
    private static final Pattern POINTER = Pattern.compile("(/([^~/]|~[01])*+)*+", Pattern.DOTALL);
    private static final String REQUIRED = "is required while security.mode is jwt";

    /** @param used whether {@code security.mode} is jwt; otherwise the keys are known and have no effect. Empty if not, and after a fault */
    public static Optional<JwtSettings> from(Settings security, boolean used) {
        Settings jwt = security.node("jwt");
        Optional<KeySource> jwks = jwt.optionalText("jwks").flatMap(text -> source(jwt, text));
        Optional<String> issuer = jwt.optionalText("issuer");
        Optional<String> audience = jwt.optionalText("audience");
        Optional<JsonPointer> roles = pointer(jwt, "roles", "/roles");
        Optional<JsonPointer> customer = pointer(jwt, "customer", "/sub");
        if (!used) {
            return Optional.empty();
        }
        for (String key : new String[] {"jwks", "issuer", "audience"}) {
            if (!jwt.isSet(key)) {
                jwt.fault(key, REQUIRED);
            }
        }
        jwks.ifPresent(source -> requireReadable(jwt, source));
        boolean isComplete = jwks.isPresent() && issuer.isPresent() && audience.isPresent() && roles.isPresent() && customer.isPresent();
        return isComplete
                ? Optional.of(new JwtSettings(jwks.get(), issuer.get(), audience.get(), roles.get(), customer.get()))
                : Optional.empty();
    }

    private static Optional<KeySource> source(Settings jwt, String text) {
        Optional<KeySource> source = KeySource.parse(text);
        if (source.isEmpty()) {
            jwt.fault("jwks", "must be a file or an address such as https://issuer.example.com/jwks.json");
        }
        return source;
    }

    private static Optional<JsonPointer> pointer(Settings jwt, String key, String fallback) {
        String text = jwt.text(key, fallback);
        if (!POINTER.matcher(text).matches()) {
            jwt.fault(key, "must be a JSON Pointer such as " + fallback);
            return Optional.empty();
        }
        return Optional.of(JsonPointer.compile(text));
    }

    /** An issuer may come later, a file must be there. */
    private static void requireReadable(Settings jwt, KeySource source) {
        if (source instanceof KeySource.File file) {
            try {
                VerificationKeys.parse(file.read());
            } catch (IOException failure) {
                jwt.fault("jwks", "the key set cannot be used: " + failure.getMessage());
            }
        }
    }
}
