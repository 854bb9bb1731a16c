package dev.martlet.bootstrap;

import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.RequestHandler;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The root of the public port: the API reference (Swagger UI) for browsers, links as JSON for other clients. Loads nothing from another host. */
final class ReferencePage {
    /** Styles alone may be inline: Swagger UI sets style attributes. Its icons are data URLs. */
    private static final String POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'";
    private static final List<String> SWAGGER_UI = List.of("swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png");

    private final Supplier<Map<String, String>> links;

    /** @param links where the resources begin, by name */
    ReferencePage(Supplier<Map<String, String>> links) {
        this.links = links;
    }

    List<Resource> resources() {
        var representations = new LinkedHashMap<String, RequestHandler>();
        representations.put("application/json", _ -> Response.ok(links.get()));
        representations.put("text/html", _ -> PageFiles.file("reference/index.html").with("Content-Security-Policy", POLICY));
        var resources = new ArrayList<>(List.of(
                Resource.at("/").get(Access.anyone(), representations),
                PageFiles.resource("/reference/start.js", "reference/start.js")));
        SWAGGER_UI.forEach(name -> resources.add(PageFiles.resource("/reference/" + name, PageFiles.webJar("org.webjars", "swagger-ui", name))));
        return resources;
    }
}
