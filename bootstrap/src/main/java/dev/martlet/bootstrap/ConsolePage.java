package dev.martlet.bootstrap;

import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.RequestHandler;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The root of the management port: the console for browsers, links as JSON for other clients. Loads nothing from another host. */
final class ConsolePage {
    private static final String POLICY = "default-src 'self'; connect-src %s; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'";
    private static final String ASSETS = "/console/assets/";
    private static final List<String> OWN = List.of(
            "console.css", "icon.svg", "start.js", "advice.js", "chart.js", "clock.js", "connection.js", "dialog.js", "events.js", "graph.js",
            "history.js", "html.js", "http.js", "layout.js", "login.js", "map.js", "order.js", "orders.js", "page.js", "processes.js", "stream.js");

    private final Map<String, String> links;
    private final String policy;

    /**
     * @param links what the port has for programs, by name
     * @param issuer where the page signs in, if it can
     */
    ConsolePage(Map<String, String> links, Optional<URI> issuer) {
        this.links = links;
        this.policy = POLICY.formatted(issuer.map(url -> "'self' " + url.getScheme() + "://" + url.getRawAuthority()).orElse("'self'"));
    }

    List<Resource> resources() {
        var representations = new LinkedHashMap<String, RequestHandler>();
        representations.put("application/json", _ -> Response.ok(links));
        representations.put("text/html", this::page);
        var resources = new ArrayList<>(List.of(
                Resource.at("/").get(Access.anyone(), representations),
                library("preact.js", "preact", "dist/preact.module.js"),
                library("uplot.js", "uplot", "dist/uPlot.esm.js"),
                library("uplot.css", "uplot", "dist/uPlot.min.css")));
        OWN.forEach(name -> resources.add(PageFiles.resource(ASSETS + name, "console/" + name)));
        return resources;
    }

    /** The issuer sends a browser back with {@code code} and {@code state}, and some add more (RFC 6749, section 4.1.2): the page reads what it knows. */
    private Response page(Request request) {
        request.queryParameters().allowAll();
        return PageFiles.file("console/index.html").with("Content-Security-Policy", policy);
    }

    private static Resource library(String name, String webJar, String file) {
        return PageFiles.resource(ASSETS + name, PageFiles.webJar("org.webjars.npm", webJar, file));
    }
}
