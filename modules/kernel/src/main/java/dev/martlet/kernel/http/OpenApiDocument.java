package dev.martlet.kernel.http;

import dev.martlet.kernel.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The OpenAPI 3.1 document of a process: the kernel's part and each module's, which are resources {@code openapi/<name>.yaml}, made one. */
public final class OpenApiDocument {
    private static final String KERNEL = "kernel";
    /** The document itself, its paths, and the components have names that no two parts may give twice; what is below belongs to one part. */
    private static final Set<String> SHARED = Set.of("", "/paths", "/components", "/components/schemas", "/components/responses",
            "/components/parameters", "/components/headers", "/components/examples", "/components/requestBodies", "/components/securitySchemes");

    private final List<String> modules;
    private Content content;

    /** @param modules names of modules on the class path */
    public OpenApiDocument(List<String> modules) {
        this.modules = List.copyOf(modules);
    }

    /** {@code GET /openapi}. */
    public Resource resource() {
        return Resource.at("/openapi").get(_ -> Answer.ok(content()));
    }

    /** The document; fails if two parts give the same name, or if one refers to what is nowhere. */
    public Map<String, Object> document() {
        var merged = new LinkedHashMap<String, Object>();
        Stream.concat(Stream.of(KERNEL), modules.stream()).forEach(name -> merge("", merged, OpenApiYaml.read(name), name));
        OpenApiReferences.check(merged);
        return merged;
    }

    /** Made when it is first asked for, not when the process starts. */
    private synchronized Content content() {
        if (content == null) {
            content = new Content(Content.JSON, Json.strict().writeValueAsBytes(document()));
        }
        return content;
    }

    @SuppressWarnings("unchecked")
    private static void merge(String path, Map<String, Object> target, Map<String, Object> part, String module) {
        part.forEach((name, value) -> {
            String below = path + "/" + name;
            Object present = target.putIfAbsent(name, value);
            if (present != null && SHARED.contains(below)) {
                merge(below, (Map<String, Object>) present, (Map<String, Object>) value, module);
            } else if (present != null) {
                throw new IllegalStateException("openapi/" + module + ".yaml: " + below + " is there already");
            }
        });
    }
}
