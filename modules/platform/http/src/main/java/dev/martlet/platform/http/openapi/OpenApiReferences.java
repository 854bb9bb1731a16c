package dev.martlet.platform.http.openapi;

import java.util.Collection;
import java.util.Map;

/** Finds references of a document that lead nowhere. */
final class OpenApiReferences {
    private OpenApiReferences() {}

    static void check(Map<String, Object> document) {
        visit(document, document);
    }

    private static void visit(Map<String, Object> document, Object value) {
        switch (value) {
            case Map<?, ?> map -> {
                if (map.get("$ref") instanceof String reference) {
                    require(document, reference);
                }
                map.values().forEach(each -> visit(document, each));
            }
            case Collection<?> list -> list.forEach(each -> visit(document, each));
            case null -> { }
            case Object _ -> { }
        }
    }

    private static void require(Map<String, Object> document, String reference) {
        Object target = reference.startsWith("#/") ? document : Map.of();
        for (String step : reference.substring(Math.min(2, reference.length())).split("/")) {
            String name = step.replace("~1", "/").replace("~0", "~");
            target = target instanceof Map<?, ?> map && map.containsKey(name) ? map.get(name) : Map.of();
        }
        if (target.equals(Map.of())) {
            throw new IllegalStateException("OpenAPI document: " + reference + " leads nowhere");
        }
    }
}
