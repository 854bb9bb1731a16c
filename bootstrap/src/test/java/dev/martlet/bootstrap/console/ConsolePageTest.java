package dev.martlet.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.support.OneShop;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.RestClient.Response;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page at / of the management port, as it is sent. */
@ExtendWith(OneShop.class)
class ConsolePageTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";
    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"#]+)\"");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import .*from '([^']+)';$");

    private final RestClient client;

    ConsolePageTest(Shop shop) {
        client = shop.management();
    }

    @Test
    void programsGetLinks() {
        Response links = client.get("/").expect(200);
        assertThat(links.header("Content-Type")).contains("application/json");
        assertThat(links.json().propertyNames()).contains("live", "ready", "metrics", "modules");
    }

    @Test
    void aBrowserGetsAPageThatMayLoadNothingFromElsewhereAndRunNothingInline() {
        Response page = page();
        assertThat(page.header("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.header("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'", "connect-src 'self';", "frame-ancestors 'none'").doesNotContain("unsafe", "http", "*");
        assertThat(page.header("Vary").orElseThrow()).contains("Accept");
        assertThat(page.body()).doesNotContain("http:", "https:", "\"//", "<script>", "onload", "<style", "style=");
    }

    @Test
    void eachFileThatThePageAndItsModulesLoadIsThere() {
        var waiting = new ArrayDeque<>(LINK.matcher(page().body()).results().map(link -> "/" + link.group(1)).toList());
        var found = new TreeSet<String>();
        while (!waiting.isEmpty()) {
            String path = waiting.pop();
            if (found.add(path)) {
                Response file = client.get(path, "Accept-Encoding", "identity").expect(200);
                assertThat(client.send("HEAD", path, Optional.empty()).status()).as(path).isEqualTo(200);
                assertThat(client.get(path, "If-None-Match", file.tag()).status()).as(path).isEqualTo(304);
                IMPORT.matcher(file.body()).results().map(link -> URI.create(path).resolve(link.group(1)).getPath()).forEach(waiting::add);
            }
        }
        assertThat(found).contains("/console/assets/preact.js", "/console/assets/uplot.js", "/console/assets/map.js").hasSizeGreaterThan(20);
    }

    @Test
    void itsOwnFilesNameNoOtherHost() {
        for (String name : List.of("start.js", "http.js", "login.js", "map.js", "graph.js", "console.css")) {
            assertThat(client.get("/console/assets/" + name).expect(200).body()).as(name).doesNotContain("http:", "https:", "innerHTML", "eval(");
        }
    }

    private Response page() {
        return client.get("/", "Accept", BROWSER).expect(200);
    }
}
