package dev.martlet.bootstrap;

import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.RequestHandler;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The files of a web page, which are on the class path: its own and those of WebJars. Everyone may load them. */
final class PageFiles {
    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "png", "image/png",
            "svg", "image/svg+xml");

    private PageFiles() {}

    /** @param url where the file is served; the end of its name says what it is */
    static Resource resource(String url, String path) {
        String mediaType = mediaType(path);
        var representations = new LinkedHashMap<String, RequestHandler>();
        representations.put(mediaType.replaceFirst(";.*", ""), _ -> file(path));
        return Resource.at(url).get(Access.anyone(), representations);
    }

    /** Read each time: it is seldom requested, and mostly answered with 304. */
    static Response file(String path) {
        try (InputStream stream = open(path).orElseThrow(() -> new IllegalStateException(path + " is not on the class path"))) {
            return Response.content(mediaType(path), stream.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The path of a file of a WebJar: it is in a folder that is named like the version. */
    static String webJar(String group, String name, String file) {
        var properties = new Properties();
        String path = "META-INF/maven/" + group + "/" + name + "/pom.properties";
        try (InputStream stream = open(path).orElseThrow(() -> new IllegalStateException(path + " is not on the class path"))) {
            properties.load(stream);
            return "META-INF/resources/webjars/" + name + "/" + properties.getProperty("version") + "/" + file;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String mediaType(String path) {
        return MEDIA_TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    }

    private static Optional<InputStream> open(String path) {
        return Optional.ofNullable(PageFiles.class.getClassLoader().getResourceAsStream(path));
    }
}
