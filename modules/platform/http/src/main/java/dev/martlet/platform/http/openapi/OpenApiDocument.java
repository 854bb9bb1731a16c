package dev.martlet.platform.http.openapi;

import dev.martlet.platform.core.Money;
import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Entity;
import dev.martlet.platform.http.RequestHandler;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The OpenAPI 3.1 document of a process: the platform's part and each module's, which are resources {@code openapi/<name>.yaml}, made one. */
public final class OpenApiDocument {
    private static final String PLATFORM = "platform";
    private static final List<String> JSON_TYPES = List.of(Entity.JSON, "application/openapi+json", "application/vnd.oai.openapi+json");
    private static final List<String> YAML_TYPES = List.of(
            "application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml", "application/openapi+yaml", "application/vnd.oai.openapi");
    /**
     * The document itself, its paths, and the components have names that no two parts may give twice; what is below belongs to one part. Only the same
     * problem code may be declared, alike, by several.
     */
    private static final Set<String> SHARED = Set.of("", "/paths", "/components", "/components/schemas", "/components/responses",
            "/components/parameters", "/components/headers", "/components/examples", "/components/requestBodies", "/components/securitySchemes",
            "/tags", "/x-problems");

    private final List<String> modules;
    private final List<String> more;
    private Response json;
    private Response yaml;
    private Map<String, String> links;

    /** @param modules names of modules on the class path */
    public OpenApiDocument(List<String> modules) {
        this(modules, List.of());
    }

    /** @param more parts that are none of a module */
    public OpenApiDocument(List<String> modules, List<String> more) {
        this.modules = List.copyOf(modules);
        this.more = List.copyOf(more);
    }

    /** {@code GET /openapi}: JSON, or YAML if the client prefers it. */
    public Resource resource() {
        var representations = new LinkedHashMap<String, RequestHandler>();
        JSON_TYPES.forEach(type -> representations.put(type, _ -> json()));
        YAML_TYPES.forEach(type -> representations.put(type, _ -> yaml()));
        return Resource.at("/openapi").get(Access.anyone(), representations);
    }

    /** Where the resources of a module begin: its first path, by module. Read at the first request for it, not when the process starts. */
    public synchronized Map<String, String> links() {
        if (links == null) {
            var found = new LinkedHashMap<String, String>();
            modules.forEach(module -> found.put(module, OpenApiTree.object(OpenApiYaml.read(module), "paths").keySet().iterator().next()));
            links = found;
        }
        return links;
    }

    /** Who may use each method of each path of a module ({@code x-access}), as {@link Access#label()} names it; all parts but the modules' are looked at. */
    public Map<String, Map<String, String>> access(String module) {
        var paths = new LinkedHashMap<String, Map<String, String>>();
        more.stream().flatMap(part -> OpenApiTree.object(OpenApiYaml.read(part), "x-access").entrySet().stream()).forEach(operation -> {
            String[] methodAndPath = operation.getKey().split(" ");
            if ((methodAndPath[1] + "/").startsWith("/" + module + "/")) {
                paths.computeIfAbsent(methodAndPath[1], _ -> new LinkedHashMap<>()).put(methodAndPath[0], String.valueOf(operation.getValue()));
            }
        });
        return paths;
    }

    /** The document; fails if two parts give the same name, or if one refers to what is nowhere. */
    public Map<String, Object> document() {
        var merged = new LinkedHashMap<String, Object>();
        Stream.of(List.of(PLATFORM), modules, more).flatMap(List::stream).forEach(name -> merge("", merged, OpenApiYaml.read(name), name));
        var currency = OpenApiTree.object(OpenApiTree.object(OpenApiTree.object(merged, "components"), "schemas"), "Currency");
        currency.put("pattern", "^(" + String.join("|", Money.currencies()) + ")$");
        OpenApiOperations.complete(merged);
        OpenApiReferences.check(merged);
        return merged;
    }

    /** Made at the first request for it, not when the process starts. */
    private synchronized Response json() {
        if (json == null) {
            json = Response.content(Entity.JSON, Json.strict().writeValueAsBytes(document()));
        }
        return json;
    }

    private synchronized Response yaml() {
        if (yaml == null) {
            yaml = Response.content(YAML_TYPES.getFirst(), OpenApiYaml.write(document()).getBytes(StandardCharsets.UTF_8));
        }
        return yaml;
    }

    @SuppressWarnings("unchecked")
    private static void merge(String path, Map<String, Object> target, Map<String, Object> part, String module) {
        part.forEach((name, value) -> {
            String below = path + "/" + name;
            Object present = target.putIfAbsent(name, value);
            if (present instanceof List<?> && value instanceof List<?> more && SHARED.contains(below)) {
                more.forEach(item -> OpenApiTree.append(target, name, item));
            } else if (present != null && SHARED.contains(below)) {
                merge(below, (Map<String, Object>) present, (Map<String, Object>) value, module);
            } else if (present != null && !(path.equals("/x-problems") && present.equals(value))) {
                throw new IllegalStateException("openapi/" + module + ".yaml: " + below + " is there already");
            }
        });
    }
}
