package dev.martlet.platform.security;

import static dev.martlet.platform.security.TestIssuer.claims;
import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.context.Caller;
import dev.martlet.platform.core.context.Caller.Kind;
import dev.martlet.platform.core.context.Caller.Role;
import dev.martlet.platform.security.TestIssuer.Key;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonPointer;

class AccessTokensTest {
    private static final Key KEY = Key.es256("ec");
    private static final UUID ADA = UUID.fromString("0198a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b");
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final InstantSource clock = now::get;
    @TempDir
    private Path folder;
    private KeySet keys;
    private AccessTokens tokens;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(folder.resolve("jwks.json"), TestIssuer.jwks(KEY.jwk()));
        keys = new KeySet(new KeySource.File(folder.resolve("jwks.json")), Duration.ofHours(1), Duration.ZERO);
        tokens = tokens("/roles", "/sub");
    }

    @AfterEach
    void stop() {
        tokens.close();
    }

    private AccessTokens tokens(String roles, String customer) {
        return new AccessTokens(new JwtSettings(
                new KeySource.File(folder), TestIssuer.NAME, TestIssuer.AUDIENCE, JsonPointer.compile(roles), JsonPointer.compile(customer)), keys, clock);
    }

    private Caller caller(AccessTokens tokens, Map<String, ?> claims) {
        return tokens.caller(List.of("Bearer " + KEY.token(claims))).orElseThrow();
    }

    @Test
    void withoutATokenTheCallerIsAGuest() {
        assertThat(tokens.caller(List.of())).contains(Caller.GUEST);
        assertThat(tokens.caller(List.of("Basic YWRhOnNlY3JldA=="))).contains(Caller.GUEST);
    }

    @Test
    void whatIsNoSingleTokenIsRefused() {
        String token = KEY.token(claims("ada"));
        assertThat(tokens.caller(List.of("Bearer " + token, "Bearer " + token))).isEmpty();
        assertThat(tokens.caller(List.of("Bearer " + token + ", Bearer " + token))).isEmpty();
        assertThat(tokens.caller(List.of("Bearer"))).isEmpty();
        assertThat(tokens.caller(List.of("Bearer forged"))).isEmpty();
    }

    @Test
    void theSchemeIsReadWithoutRegardToCase() {
        assertThat(tokens.caller(List.of("bearer  " + KEY.token(claims("ada"))))).hasValueSatisfying(caller -> {
            assertThat(caller.kind()).isEqualTo(Kind.IDENTIFIED);
            assertThat(caller.subject()).isEqualTo("ada");
            assertThat(caller).hasToString("ada");
        });
    }

    @Test
    void rolesAreAnArrayOrATextWithSpaces() {
        assertThat(caller(tokens, claims("a", "roles", List.of("staff", "other", "customer", 7))).roles()).containsExactlyInAnyOrder(Role.STAFF, Role.CUSTOMER);
        assertThat(caller(tokens, claims("b", "roles", "openid staff")).roles()).containsExactly(Role.STAFF);
        assertThat(caller(tokens, claims("c", "roles", Map.of("staff", true))).roles()).isEmpty();
        assertThat(caller(tokens, claims("d", "roles", "STAFF staffs")).roles()).isEmpty();
        assertThat(caller(tokens, claims("e")).roles()).isEmpty();
        var keycloak = tokens("/realm_access/roles", "/sub");
        assertThat(caller(keycloak, claims("f", "realm_access", Map.of("roles", List.of("customer")))).roles()).containsExactly(Role.CUSTOMER);
        var auth0 = tokens("/https:~1~1shop.example.com~1roles", "/sub");
        assertThat(caller(auth0, claims("g", "https://shop.example.com/roles", List.of("staff"))).roles()).containsExactly(Role.STAFF);
    }

    @Test
    void aCustomerIsNamedByAUuidOrByAnyOtherText() {
        assertThat(caller(tokens, claims(ADA.toString())).customer()).contains(ADA);
        UUID made = caller(tokens, claims("auth0|5f7c8ec7c33c6c004bbafe82")).customer().orElseThrow();
        // printf 'https://issuer.example.com\nauth0|5f7c8ec7c33c6c004bbafe82' | sha256sum
        assertThat(made).isEqualTo(UUID.fromString("b5c6fded-b071-8588-b7a0-95374b71f225"));
        assertThat(made.version()).isEqualTo(8);
        assertThat(made.variant()).isEqualTo(2);
        assertThat(caller(tokens("/roles", "/customer"), claims("ada")).customer()).isEmpty();
        assertThat(caller(tokens("/roles", "/customer"), claims("ada", "customer", ADA.toString())).customer()).contains(ADA);
    }

    @Test
    void onlyACustomerWhoIsNamedHasOwnData() {
        assertThat(caller(tokens, claims(ADA.toString(), "roles", "customer")).ownCustomer()).contains(ADA);
        assertThat(caller(tokens, claims(ADA.toString(), "roles", "customer staff")).ownCustomer()).isEmpty();
        assertThat(caller(tokens, claims(ADA.toString())).ownCustomer()).isEmpty();
        assertThat(caller(tokens("/roles", "/customer"), claims("ada", "roles", "customer")).ownCustomer()).isEmpty();
    }

    @Test
    void aTokenWithoutASubjectIsACallerOfItsOwn() {
        var first = new HashMap<>(claims("a", "roles", "staff", "jti", "1"));
        var second = new HashMap<>(claims("a", "roles", "staff", "jti", "2"));
        first.remove("sub");
        second.remove("sub");
        assertThat(caller(tokens, first).isStaff()).isTrue();
        assertThat(caller(tokens, first).customer()).isEmpty();
        assertThat(caller(tokens, first).subject()).isNotEqualTo(caller(tokens, second).subject()).isNotBlank();
    }

    @Test
    void aTokenThatIsKnownExpires() {
        String token = "Bearer " + KEY.token(claims("ada"));
        assertThat(tokens.caller(List.of(token))).isPresent();
        now.set(Instant.now().plusSeconds(361));
        assertThat(tokens.caller(List.of(token))).isEmpty();
    }

    @Test
    void aTokenThatIsKnownIsRefusedOnceItsKeyIsGone() throws Exception {
        String token = "Bearer " + KEY.token(claims("ada"));
        assertThat(tokens.caller(List.of(token))).isPresent();
        Key next = Key.es256("next");
        Files.writeString(folder.resolve("jwks.json"), TestIssuer.jwks(next.jwk()));
        assertThat(tokens.caller(List.of("Bearer " + next.token(claims("ada"))))).isPresent();
        assertThat(tokens.caller(List.of(token))).isEqualTo(Optional.empty());
    }
}
