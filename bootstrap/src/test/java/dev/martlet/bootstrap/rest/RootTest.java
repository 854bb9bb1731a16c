package dev.martlet.bootstrap.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.bootstrap.support.OneShop;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.RestClient.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is at / of the public port. */
@ExtendWith(OneShop.class)
class RootTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";
    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    private final RestClient client;

    RootTest(Shop shop) {
        client = new RestClient(shop.http().base());
    }

    @Test
    void clientsGetLinksAsJson() {
        Response links = client.get("/").expect(200);
        assertThat(links.header("Content-Type")).contains("application/json");
        assertThat(links.json().propertyNames()).contains("openapi").containsAll(ModuleGraph.load().names());
        List.of("openapi", "customers", "products", "orders", "payments", "notifications").forEach(name -> client.get(links.text(name)).expect(200));
    }

    @Test
    void aBrowserGetsAPageThatMayLoadNothingFromElsewhere() {
        Response page = page();
        assertThat(page.header("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.header("X-Content-Type-Options")).contains("nosniff");
        String policy = page.header("Content-Security-Policy").orElseThrow();
        assertThat(policy).contains("default-src 'self'").contains("frame-ancestors").doesNotContain("unsafe-eval");
        assertThat(policy.split(";")).filteredOn(part -> part.contains("unsafe-inline"))
                .allMatch(part -> part.strip().startsWith("style-src "));
        assertThat(page.header("Vary").orElseThrow()).contains("Accept");
        assertThat(page.body()).doesNotContain("http:", "https:", "\"//", "<script>", "onload", "<style");
    }

    @Test
    void whatThePageLoadsIsThere() {
        List<String> links = LINK.matcher(page().body()).results().map(link -> link.group(1)).toList();
        assertThat(links).hasSizeGreaterThanOrEqualTo(4).noneMatch(link -> link.matches("(?i)([a-z]+:)?//.*"));
        links.forEach(link -> {
            Response file = client.get("/" + link, "Accept-Encoding", "identity").expect(200);
            assertThat(client.send("HEAD", "/" + link, Optional.empty()).status()).as(link).isEqualTo(200);
            assertThat(client.get("/" + link, "If-None-Match", file.tag()).status()).as(link).isEqualTo(304);
            assertThat(client.send("OPTIONS", "/" + link, Optional.empty()).header("Allow").orElseThrow()).contains("GET");
        });
        assertThat(client.get("/reference/swagger-ui-bundle.js").header("Content-Type").orElseThrow()).startsWith("text/javascript");
        assertThat(client.get("/reference/start.js").body()).doesNotContain("http");
    }

    @Test
    void thePageHasAnETagAndAnswersHeadAndOptions() {
        assertThat(client.get("/", "Accept", BROWSER, "If-None-Match", page().tag()).status()).isEqualTo(304);
        assertThat(client.get("/", "If-None-Match", page().tag()).status()).isEqualTo(200);
        assertThat(client.send("HEAD", "/", Optional.empty(), "Accept", BROWSER).expect(200).header("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(client.send("OPTIONS", "/", Optional.empty()).expect(204).header("Allow").orElseThrow()).contains("GET", "HEAD");
        client.post("/", "{}").expect(405);
        client.get("/", "Accept", "image/png").expect(406);
    }

    @Test
    void theDocumentIsAlsoYaml() {
        Response json = client.get("/openapi").expect(200);
        for (String type : List.of("application/yaml", "text/yaml", "application/openapi+yaml;q=0.9, application/json;q=0.1")) {
            Response yaml = client.get("/openapi", "Accept", type).expect(200);
            assertThat(yaml.header("Content-Type").orElseThrow()).startsWith("application/yaml");
            assertThat(yaml.body()).startsWith("openapi: 3.1.0\n");
            assertThat(yaml.tag()).isNotEqualTo(json.tag());
        }
        assertThat(client.get("/openapi", "Accept", BROWSER).expect(200).header("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(json.header("Vary").orElseThrow()).contains("Accept");
    }

    @Test
    void aProcessThatRunsNoModuleHasThePageToo() {
        try (var edge = Shop.open(Map.of("modules.run", "none"))) {
            var there = new RestClient(edge.http().base());
            assertThat(there.get("/", "Accept", BROWSER).expect(200).body()).isEqualTo(page().body());
            assertThat(there.get("/").expect(200).body()).isEqualTo(client.get("/").body());
            Response management = edge.management().get("/").expect(200);
            management.json().properties().forEach(link ->
                    assertThat(edge.management().get(URI.create(link.getValue().asString()).getPath()).status()).as(link.getKey()).isIn(200, 503));
        }
    }

    private Response page() {
        return client.get("/", "Accept", BROWSER).expect(200);
    }
}
