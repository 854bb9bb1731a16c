package dev.martlet.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.context.Caller;
import dev.martlet.platform.core.context.Caller.Role;
import dev.martlet.platform.security.TestIssuer.Key;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonPointer;

/** Tokens as issuers write them, by their documentation, with the settings that docs/tokens.md gives for each. */
class IssuerFormatsTest {
    private static final Key RS256 = Key.rs256("key-1");
    private static final Key ES256 = Key.es256("key-1");
    private static final String TENANT = "https://login.microsoftonline.com/5c3f6b1e-7a52-4a35-9d5e-0d8f8c1b2a77/v2.0";
    private static final String API = "1d2f4b6a-93a5-4f0e-8f6c-7be1d5a0c9e3";
    private static final UUID OID = UUID.fromString("690222be-ff1a-4d56-abd1-7e4f7d38e474");
    private static final UUID KEYCLOAK_USER = UUID.fromString("5fe2c406-eccb-4803-885c-27e02b448c9f");

    @TempDir
    private Path folder;

    /**
     * An issuer and one of its tokens.
     *
     * @param key of the set, as the issuer writes it
     * @param claims without the times
     */
    private record Format(Key signer, String key, String header, String claims, String issuer, String audience, String roles, String customer) {}

    static Stream<Named<Format>> customers() {
        return Stream.of(
                Named.of("Keycloak 26", keycloak("[\"offline_access\",\"default-roles-martlet\",\"customer\"]")),
                Named.of("Auth0", auth0("at+jwt", "\"customer\"", "\"https://api.shop.example.com\"")),
                Named.of("Auth0, openid", auth0("JWT", "\"customer\"", "[\"https://api.shop.example.com\",\"https://shop.eu.auth0.com/userinfo\"]")),
                Named.of("Microsoft Entra", entra("[\"customer\"]")));
    }

    static Stream<Named<Format>> others() {
        return Stream.of(
                Named.of("Keycloak 26: an ID token", changed(keycloak("[\"customer\"]"), "\"aud\":[\"martlet\",\"account\"]", "\"aud\":\"martlet-trial\"")),
                Named.of("Auth0: another tenant", changed(auth0("JWT", "\"customer\"", "\"https://api.shop.example.com\""), "shop.eu.auth0", "other.eu.auth0")),
                Named.of("Microsoft Entra: version 1", changed(entra("[\"customer\"]"), TENANT, "https://sts.windows.net/5c3f6b1e/")),
                Named.of("Microsoft Entra: for Graph", changed(entra("[\"customer\"]"), "\"aud\":\"" + API, "\"aud\":\"00000003-0000-0000-c000-000000000000")));
    }

    @ParameterizedTest
    @MethodSource("customers")
    void aCustomersTokenTellsTheRoleAndTheCustomer(Format format) throws Exception {
        assertThat(caller(format)).hasValueSatisfying(caller -> {
            assertThat(caller.roles()).isEqualTo(Set.of(Role.CUSTOMER));
            assertThat(caller.ownCustomer()).isPresent();
        });
    }

    @ParameterizedTest
    @MethodSource("others")
    void whatIsMeantForAnotherIsRefused(Format format) throws Exception {
        assertThat(caller(format)).isEmpty();
    }

    @Test
    void theCustomerIsTheUsersIdOrMadeOfItsName() throws Exception {
        assertThat(caller(keycloak("[\"customer\"]")).orElseThrow().customer()).contains(KEYCLOAK_USER);
        assertThat(caller(entra("[\"customer\"]")).orElseThrow().customer()).contains(OID);
        UUID made = caller(auth0("JWT", "\"customer\"", "\"https://api.shop.example.com\"")).orElseThrow().customer().orElseThrow();
        assertThat(made.version()).isEqualTo(8);
        assertThat(made.variant()).isEqualTo(2);
    }

    @Test
    void staffIsStaffWhateverElseItIs() throws Exception {
        for (Format format : List.of(
                keycloak("[\"default-roles-martlet\",\"staff\"]"),
                auth0("JWT", "\"customer\",\"staff\"", "\"https://api.shop.example.com\""),
                entra("[\"staff\"]"))) {
            assertThat(caller(format)).hasValueSatisfying(caller -> assertThat(caller.isStaff()).isTrue());
        }
    }

    @Test
    void aUserWithoutARoleHasNone() throws Exception {
        String claims = entra("[]").claims().replace(",\"roles\":[]", "");
        assertThat(caller(with(entra("[]"), claims))).hasValueSatisfying(caller -> assertThat(caller.roles()).isEmpty());
    }

    private Optional<Caller> caller(Format format) throws Exception {
        Path file = Files.writeString(folder.resolve("keys.json"), TestIssuer.jwks(format.key()));
        var source = new KeySource.File(file);
        var settings = new JwtSettings(
                source, format.issuer(), format.audience(), JsonPointer.compile(format.roles()), JsonPointer.compile(format.customer()));
        long now = Instant.now().getEpochSecond();
        String claims = format.claims().replaceFirst("\\{", "{\"iat\":%d,\"nbf\":%d,\"exp\":%d,".formatted(now, now, now + 300));
        try (var tokens = new AccessTokens(settings, new KeySet(source, Duration.ofHours(1), Duration.ZERO), InstantSource.system())) {
            return tokens.caller(List.of("Bearer " + format.signer().token(format.header(), claims)));
        }
    }

    /** https://www.keycloak.org/docs/latest/server_admin: what a token of docs/keycloak/realm.json says. */
    private static Format keycloak(String roles) {
        return new Format(ES256, ES256.jwk("alg", "ES256", "use", "sig"), "{\"alg\":\"ES256\",\"typ\" : \"JWT\",\"kid\" : \"key-1\"}", """
                {"jti":"onrtro:d85d60cc","iss":"https://keycloak.example.com/realms/martlet","aud":["martlet","account"],
                 "sub":"5fe2c406-eccb-4803-885c-27e02b448c9f","typ":"Bearer","azp":"martlet-trial","sid":"60e18aa4","acr":"1",
                 "realm_access":{"roles":%s},"resource_access":{"account":{"roles":["view-profile"]}},
                 "scope":"profile email","email_verified":true,"name":"Ada Customer","preferred_username":"ada","email":"ada@example.com"}
                """.formatted(roles), "https://keycloak.example.com/realms/martlet", "martlet", "/realm_access/roles", "/sub");
    }

    /** https://auth0.com/docs/secure/tokens/access-tokens/access-token-profiles: of either profile; the roles are a namespaced claim of an Action. */
    private static Format auth0(String type, String roles, String audience) {
        return new Format(RS256, RS256.jwk("alg", "RS256", "use", "sig"), "{\"alg\":\"RS256\",\"typ\":\"" + type + "\",\"kid\":\"key-1\"}", """
                {"https://shop.example.com/roles":[%s],"iss":"https://shop.eu.auth0.com/","sub":"auth0|65f1c0ffee65f1c0ffee65f1","aud":%s,
                 "azp":"GY8jQ3Lr0vZ0","scope":"openid profile","gty":"password","permissions":[]}
                """.formatted(roles, audience), "https://shop.eu.auth0.com/", "https://api.shop.example.com", "/https:~1~1shop.example.com~1roles", "/sub");
    }

    /** https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference: version 2.0; the keys of the set name no algorithm. */
    private static Format entra(String roles) {
        return new Format(RS256, RS256.jwk("use", "sig", "x5t", "key-1", "issuer", TENANT), "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"key-1\"}", """
                {"aud":"%s","iss":"%s","aio":"AXQAi/8IAAAA","azp":"0f4b2f3c-1a6e-4d53-8f3b-1c0a2d9e7b55","azpacr":"0","name":"Ada","ver":"2.0",
                 "oid":"%s","preferred_username":"ada@example.com","rh":"0.AAAA","roles":%s,"scp":"access_as_user",
                 "sub":"AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ","tid":"5c3f6b1e-7a52-4a35-9d5e-0d8f8c1b2a77","uti":"fqiBqXLPj0eQa82S-IYFAA"}
                """.formatted(API, TENANT, OID, roles).replace("\n ", ""), TENANT, API, "/roles", "/oid");
    }

    private static Format changed(Format format, String before, String after) {
        assertThat(format.claims()).contains(before);
        return with(format, format.claims().replace(before, after));
    }

    private static Format with(Format format, String claims) {
        return new Format(
                format.signer(), format.key(), format.header(), claims, format.issuer(), format.audience(), format.roles(), format.customer());
    }
}
