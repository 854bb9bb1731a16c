package dev.martlet.bootstrap;

import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.RequestHandler;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;

/** The root of the public port: the API reference (Swagger UI) for browsers, links as JSON for other clients. Loads nothing from another host. */
final class ReferencePage {
    /** Styles alone may be inline: Swagger UI sets style attributes. Its icons are data URLs. */
    private static final String POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'";
    private static final String SWAGGER_UI = "META-INF/maven/org.webjars/swagger-ui/pom.properties";

    /** What the page loads, by name. */
    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "swagger-ui.css", "text/css; charset=utf-8",
            "swagger-ui-bundle.js", "text/javascript; charset=utf-8",
            "favicon-32x32.png", "image/png",
            "start.js", "text/javascript; charset=utf-8");

    private final Supplier<Map<String, String>> links;

    /** @param links where the resources begin, by name */
    ReferencePage(Supplier<Map<String, String>> links) {
        this.links = links;
    }

    List<Resource> resources() {
        var representations = new LinkedHashMap<String, RequestHandler>();
        representations.put("application/json", _ -> Response.ok(links.get()));
        representations.put("text/html", _ -> file("reference/index.html", "text/html; charset=utf-8").with("Content-Security-Policy", POLICY));
        var resources = new ArrayList<>(List.of(Resource.at("/").get(Access.anyone(), representations)));
        MEDIA_TYPES.forEach((name, mediaType) -> resources.add(asset(name, mediaType)));
        return resources;
    }

    private static Resource asset(String name, String mediaType) {
        var representations = new LinkedHashMap<String, RequestHandler>();
        representations.put(mediaType.replaceFirst(";.*", ""), _ -> file(path(name), mediaType));
        return Resource.at("/reference/" + name).get(Access.anyone(), representations);
    }

    private static String path(String name) {
        return name.equals("start.js") ? "reference/start.js" : "META-INF/resources/webjars/swagger-ui/" + version() + "/" + name;
    }

    /** The files of a WebJar are in a folder that is named like its version. */
    private static String version() {
        var properties = new Properties();
        try (InputStream stream = open(SWAGGER_UI)) {
            properties.load(stream);
            return properties.getProperty("version");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Read each time: it is seldom requested, and mostly answered with 304. */
    private static Response file(String path, String mediaType) {
        try (InputStream stream = open(path)) {
            return Response.content(mediaType, stream.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static InputStream open(String path) {
        InputStream stream = ReferencePage.class.getClassLoader().getResourceAsStream(path);
        if (stream == null) {
            throw new IllegalStateException(path + " is not on the class path");
        }
        return stream;
    }
}
