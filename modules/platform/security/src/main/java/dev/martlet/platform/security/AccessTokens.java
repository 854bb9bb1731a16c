package dev.martlet.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.martlet.platform.core.context.Caller;
import dev.martlet.platform.core.context.Caller.Role;
import dev.martlet.platform.http.EntityTag;
import dev.martlet.platform.http.server.Authenticator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Tells callers by their bearer tokens (RFC 6750). A token that was verified is known until it expires or the issuer's keys change. */
public final class AccessTokens implements Authenticator, AutoCloseable {
    private static final String SCHEME = "bearer";
    /** About 4 MB. */
    private static final int MOST_KNOWN = 10_000;

    private final JwtSettings settings;
    private final KeySet keys;
    private final TokenVerifier verifier;
    private final Cache<ByteBuffer, Verified> known = Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();

    /** @param keys those that it was verified with: others may no longer have the one that signed it */
    private record Verified(Caller caller, double expiry, VerificationKeys keys) {}

    AccessTokens(JwtSettings settings, KeySet keys, InstantSource clock) {
        this.settings = settings;
        this.keys = keys;
        this.verifier = new TokenVerifier(settings, keys, clock);
    }

    /** Begins to read the issuer's keys. Validity is a matter of this machine's clock. */
    public static AccessTokens of(JwtSettings settings) {
        return new AccessTokens(settings, new KeySet(settings.jwks()).start(), InstantSource.system());
    }

    /** Another scheme than Bearer is none that is known here, and so no token. */
    @Override
    public Optional<Caller> caller(List<String> authorization) {
        if (authorization.size() > 1) {
            return Optional.empty();
        }
        String[] parts = authorization.stream().findFirst().orElse("").strip().split(" +", 2);
        if (!parts[0].toLowerCase(Locale.ROOT).equals(SCHEME)) {
            return Optional.of(Caller.GUEST);
        }
        return parts.length < 2 ? Optional.empty() : caller(parts[1]);
    }

    @Override
    public void close() {
        keys.close();
    }

    private Optional<Caller> caller(String token) {
        VerificationKeys current = keys.known();
        var hash = ByteBuffer.wrap(EntityTag.sha256(token.getBytes(StandardCharsets.UTF_8)));
        return Optional.ofNullable(known.getIfPresent(hash))
                .filter(verified -> verified.keys() == current && !verifier.isExpired(verified.expiry()))
                .or(() -> verified(token, hash, current))
                .map(Verified::caller);
    }

    private Optional<Verified> verified(String token, ByteBuffer hash, VerificationKeys current) {
        Optional<Verified> verified = verifier.verify(token).map(claims -> new Verified(caller(claims, hash), claims.path("exp").asDouble(), current));
        verified.ifPresentOrElse(valid -> known.put(hash, valid), () -> known.invalidate(hash));
        return verified;
    }

    /** A token without {@code sub}, which RFC 7519 allows, is a caller of its own. */
    private Caller caller(JsonNode claims, ByteBuffer hash) {
        String subject = claims.path("sub").stringValueOpt().orElseGet(() -> Base64.getUrlEncoder().withoutPadding().encodeToString(hash.array()));
        return Caller.identified(settings.issuer(), subject, roles(claims.at(settings.roles())), customer(claims));
    }

    private Optional<UUID> customer(JsonNode claims) {
        return claims.at(settings.customer()).stringValueOpt().filter(name -> !name.isBlank()).map(name -> CustomerIds.of(settings.issuer(), name));
    }

    /** An array, or a text as {@code scope} has it; others that an issuer gives mean nothing here. */
    private static Set<Role> roles(JsonNode claim) {
        Stream<String> names = claim.isString()
                ? Stream.of(claim.stringValue().split(" "))
                : claim.valueStream().filter(JsonNode::isString).map(JsonNode::stringValue);
        var roles = EnumSet.noneOf(Role.class);
        names.forEach(name -> Stream.of(Role.values()).filter(role -> role.name().toLowerCase(Locale.ROOT).equals(name)).forEach(roles::add));
        return roles;
    }
}
