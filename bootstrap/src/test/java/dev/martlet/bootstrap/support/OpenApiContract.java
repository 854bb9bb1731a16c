package dev.martlet.bootstrap.support;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.testing.RestClient.Response;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The process's own OpenAPI document, as the judge of what the process accepts and answers. */
public final class OpenApiContract {
    private static final String HOME = "https://martlet.dev/openapi.json";
    private static final String PROBLEM = "application/problem+json";

    private static final Set<String> UNDOCUMENTED = Set.of("connection", "content-encoding", "content-length", "content-type", "date", "transfer-encoding");

    private final JsonNode document;
    private final SchemaRegistry schemas;

    OpenApiContract(String json) {
        document = Json.tolerant().readTree(json);
        schemas = SchemaRegistry.withDefaultDialect(dialect(), builder -> builder
                .schemas(Map.of(HOME, json))
                .schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    }

    public JsonNode document() {
        return document;
    }

    /** @throws AssertionError with every way in which the answer, or what was accepted, is not as the document says */
    public void check(Optional<String> body, Response response) {
        var faults = new ArrayList<String>();
        Optional<String> path = path(response.path());
        if (path.isEmpty()) {
            expect(response.status() >= 400, "is answered, but not in the document", faults);
            problem(response, faults);
        } else {
            operation(path.get(), body, response, faults);
        }
        headers(response, faults);
        if (!faults.isEmpty()) {
            throw new AssertionError("%s %s with %s answered %d %s %s\n  %s".formatted(response.method(), response.path(), body.orElse("no body"),
                    response.status(), response.raw().headers().map(), response.body(), String.join("\n  ", faults)));
        }
    }

    /** What the schema at this JSON pointer into the document has against a value. */
    public List<String> faults(String pointer, JsonNode value) {
        return schema(pointer).validate(value).stream().map(error -> pointer + ": " + error).toList();
    }

    /** JSON Schema 2020-12, as OpenAPI 3.1 has it: what surrounds the schemas in the document is no keyword. */
    private static Dialect dialect() {
        return Dialect.builder(Dialects.getDraft202012())
                .keywords(Stream.of("openapi", "info", "servers", "paths", "components", "example").map(NonValidationKeyword::new).toList())
                .build();
    }

    private void operation(String path, Optional<String> body, Response response, List<String> faults) {
        String method = response.method().equals("HEAD") ? "get" : response.method().toLowerCase(Locale.ROOT);
        String pointer = "/paths/" + step(path) + "/" + method;
        if (document.at(pointer).isMissingNode()) {
            expect(response.status() == 405 || response.method().equals("OPTIONS"), "is not in the document", faults);
            problem(response, faults);
            return;
        }
        if (response.status() < 300) {
            accepted(pointer, body, response, faults);
        }
        answered(pointer, response, faults);
    }

    /** What the process accepts, the document allows. */
    private void accepted(String pointer, Optional<String> body, Response response, List<String> faults) {
        JsonNode content = document.at(pointer + "/requestBody/content");
        body.filter(_ -> !content.isMissingNode())
                .ifPresent(text -> faults.addAll(faults(pointer + "/requestBody/content/application~1json/schema", Json.tolerant().readTree(text))));
        List<String> known = parameters(pointer);
        queryNames(response.path()).forEach(name -> expect(known.contains(name), "accepts ?" + name + ", which is not in the document", faults));
    }

    private void answered(String pointer, Response response, List<String> faults) {
        JsonNode responses = document.at(pointer + "/responses");
        String key = String.valueOf(response.status());
        if (!responses.has(key)) {
            expect(response.method().equals("OPTIONS"), "the document has no such status", faults);
            return;
        }
        String at = resolved(pointer + "/responses/" + key);
        documented(response, document.at(at + "/headers"), faults);
        JsonNode content = document.at(at + "/content");
        String type = mediaType(response);
        if (content.isMissingNode() || response.method().equals("HEAD")) {
            expect(response.body().isEmpty(), "there should be no body", faults);
        } else if (!content.has(type)) {
            faults.add("the document has no " + type + " here, but " + content.propertyNames());
        } else if (type.equals("text/event-stream")) {
            changes(response).forEach(change -> faults.addAll(faults("/components/schemas/OrderStatusChange", change)));
        } else {
            faults.addAll(faults(at + "/content/" + step(type) + "/schema", response.json()));
            problem(response, faults);
        }
    }

    /** Each header but those that belong to the connection is in the document, and entity tags are where the document has them. */
    private static void documented(Response response, JsonNode headers, List<String> faults) {
        List<String> known = headers.propertyNames().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        response.raw().headers().map().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !UNDOCUMENTED.contains(name))
                .forEach(name -> expect(known.contains(name), "the document has no header " + name + " here", faults));
        expect(!known.contains("etag") || response.header("ETag").isPresent(), "there should be an ETag", faults);
        expect(!known.contains("location") || response.header("Location").isPresent(), "there should be a Location", faults);
    }

    private void problem(Response response, List<String> faults) {
        if (response.status() < 400 || response.method().equals("HEAD")) {
            return;
        }
        expect(mediaType(response).equals(PROBLEM), "a failure should be " + PROBLEM, faults);
        faults.addAll(faults("/components/schemas/Problem", response.json()));
        expect(response.json().path("status").asInt() == response.status(), "the problem should have the answer's status", faults);
        expect(response.text("type").endsWith("/" + response.code()), "the problem's type should end with its code", faults);
        expect(!response.body().matches("(?s).*(Exception|dev\\.martlet\\.|java\\.|\\tat |select |insert |update ).*"), "the problem shows the code", faults);
    }

    private static void headers(Response response, List<String> faults) {
        required(response, 201, "Location", faults);
        required(response, 304, "ETag", faults);
        required(response, 405, "Allow", faults);
        required(response, 429, "Retry-After", faults);
        required(response, 503, "Retry-After", faults);
        response.header("Retry-After").ifPresent(seconds -> expect(seconds.matches("[1-9][0-9]*"), "Retry-After should be seconds", faults));
        response.header("ETag").ifPresent(tag -> expect(tag.matches("\"[A-Za-z0-9_-]{22}(-gzip)?\""), "the ETag should be strong", faults));
    }

    private static void required(Response response, int status, String header, List<String> faults) {
        expect(response.status() != status || response.header(header).isPresent(), "there should be a header " + header, faults);
    }

    private static List<JsonNode> changes(Response response) {
        return response.body().lines().filter(line -> line.startsWith("data: ")).map(line -> Json.tolerant().readTree(line.substring(6))).toList();
    }

    private List<String> parameters(String pointer) {
        return document.at(pointer + "/parameters").valueStream()
                .map(parameter -> parameter.has("$ref") ? document.at(parameter.path("$ref").asString().substring(1)) : parameter)
                .filter(parameter -> parameter.path("in").asString().equals("query"))
                .map(parameter -> parameter.path("name").asString())
                .toList();
    }

    private static Stream<String> queryNames(String path) {
        return path.contains("?")
                ? Stream.of(path.substring(path.indexOf('?') + 1).split("&")).map(pair -> URLDecoder.decode(pair.split("=")[0], StandardCharsets.UTF_8))
                : Stream.empty();
    }

    /** The path of the document that this request is for; one without parameters wins. */
    private Optional<String> path(String requested) {
        String plain = requested.replaceFirst("\\?.*", "");
        return document.path("paths").propertyNames().stream()
                .filter(template -> plain.matches(template.replaceAll("\\{[^}]+}", "[^/]+")))
                .min((a, b) -> Boolean.compare(a.contains("{"), b.contains("{")));
    }

    private String resolved(String pointer) {
        JsonNode reference = document.at(pointer).path("$ref");
        return reference.isMissingNode() ? pointer : reference.asString().substring(1);
    }

    private Schema schema(String pointer) {
        return schemas.getSchema(SchemaLocation.of(HOME + "#" + pointer.replace("{", "%7B").replace("}", "%7D")));
    }

    private static String mediaType(Response response) {
        return response.header("Content-Type").orElse("none").split(";")[0].strip();
    }

    private static void expect(boolean holds, String fault, List<String> faults) {
        if (!holds) {
            faults.add(fault);
        }
    }

    private static String step(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
