package dev.martlet.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.security.TestIssuer;
import dev.martlet.platform.security.TestIssuer.Key;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in to the console in mode jwt. */
class ConsoleLoginIT {
    private static final Key KEY = Key.es256("key");
    @TempDir
    private Path folder;

    @Test
    void aPastedTokenOfStaffOpensTheConsoleAndAReloadForgetsIt() throws Exception {
        try (var shop = open(TestIssuer.NAME, Map.of()); var browser = Browser.open()) {
            var console = new ConsoleChecks(browser, shop.management().base());
            browser.size(1200, 900).go(shop.management().base() + "/").awaitText("The console needs an access token");
            assertThat(browser.all("#issuer")).isEmpty();
            browser.assertAccessible();
            browser.type("input[name=token]", token(TestIssuer.NAME, "customer")).click("form button[type=submit]").awaitText("does not have the role staff");
            browser.type("input[name=token]", token(TestIssuer.NAME, "staff")).click("form button[type=submit]");
            browser.await("the map", page -> page.all(".graph .node").size() == 6);
            browser.log();
            console.open("processes");
            browser.awaitText("Connection pools");
            console.assertNothingLogged();
            browser.go(shop.management().base() + "/").awaitText("The console needs an access token");
            assertThat(browser.script("return localStorage.length + sessionStorage.length")).isEqualTo(0L);
        }
    }

    @Test
    void thePageSignsInAtTheIssuer() throws Exception {
        var issuers = new HashMap<String, String>();
        try (var issuer = new AuthorizationServer(() -> token(issuers.get("issuer"), "staff"));
                var shop = open(issuer.issuer(), Map.of("security.console.client", "martlet-console"));
                var browser = Browser.open()) {
            issuers.put("issuer", issuer.issuer());
            browser.size(1200, 900).go(shop.management().base() + "/#/processes").click("#issuer").awaitText("Connection pools");
            assertThat((String) browser.script("return location.href")).endsWith("/#/processes").doesNotContain("code=");
            assertThat(browser.script("return localStorage.length + sessionStorage.length")).isEqualTo(0L);
            assertThat(browser.log()).allMatch(line -> line.contains(" 401 "));
        }
    }

    private Shop open(String issuer, Map<String, String> more) throws Exception {
        Files.writeString(folder.resolve("jwks.json"), TestIssuer.jwks(KEY.jwk()));
        var settings = new HashMap<>(Map.of(
                "security.mode", "jwt",
                "security.jwt.jwks", folder.resolve("jwks.json").toString(),
                "security.jwt.issuer", issuer,
                "security.jwt.audience", TestIssuer.AUDIENCE));
        settings.putAll(more);
        return Shop.open(settings);
    }

    private static String token(String issuer, String role) {
        return KEY.token(TestIssuer.claims(UUID.randomUUID().toString(), "iss", issuer, "roles", List.of(role)));
    }
}
