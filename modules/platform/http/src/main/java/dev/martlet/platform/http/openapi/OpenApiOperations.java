package dev.martlet.platform.http.openapi;

import dev.martlet.platform.http.Entity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Adds to each operation of an OpenAPI document what the platform does for all of them: problems, conditional requests, idempotency keys and the
 * headers of responses.
 */
final class OpenApiOperations {
    private static final Map<String, Object> BEARER = Map.of("bearer", List.of());
    private static final List<String> ALL = List.of("invalid-request", "content-too-large", "uri-too-long", "unsupported-media-type",
            "host-not-allowed", "request-header-fields-too-large", "too-many-requests", "internal-error", "module-unavailable", "overloaded");
    private static final Set<String> CREATED_OR_OK = Set.of("200", "201");

    private final OpenApiProblems problems;
    /** Who may use an operation, by {@code GET /path}. */
    private final Map<String, Object> access;

    private OpenApiOperations(OpenApiProblems problems, Map<String, Object> access) {
        this.problems = problems;
        this.access = access;
    }

    static void complete(Map<String, Object> document) {
        var operations = new OpenApiOperations(new OpenApiProblems(document), OpenApiTree.object(document, "x-access"));
        var schemas = OpenApiTree.object(OpenApiTree.object(document, "components"), "schemas");
        OpenApiTree.object(document, "paths").forEach((path, _) -> {
            var methods = OpenApiTree.object(OpenApiTree.object(document, "paths"), path);
            methods.keySet().forEach(method -> operations.complete(path, method, OpenApiTree.object(methods, method), schemas));
        });
        document.remove("x-access");
    }

    private void complete(String path, String method, Map<String, Object> operation, Map<String, Object> schemas) {
        var own = OpenApiTree.texts(operation, "x-problems");
        operation.remove("x-problems");
        parameters(method, operation);
        OpenApiTree.object(operation, "responses").forEach((status, _) ->
                response(method, status, OpenApiTree.object(OpenApiTree.object(operation, "responses"), status), schemas));
        if (answersJson(operation) && method.equals("get")) {
            OpenApiTree.object(operation, "responses").put("304", OpenApiTree.reference("responses", "NotModified"));
        }
        var codes = codes(path, method, operation, own);
        secure(String.valueOf(access.get(method.toUpperCase(Locale.ROOT) + " " + path)), operation, codes);
        problems.describe(operation, codes, method.equals("post"));
    }

    /** A token that is not valid is refused everywhere. Roles have a member of their own: linters take those beside a scheme for scopes. */
    private static void secure(String access, Map<String, Object> operation, Set<String> codes) {
        codes.add("unauthenticated");
        if (access.equals("anyone")) {
            operation.put("security", List.of(Map.of(), BEARER));
            return;
        }
        codes.add("forbidden");
        operation.put("security", List.of(BEARER));
        operation.put("x-roles", List.of("customer", "own").contains(access) ? List.of("customer", "staff") : List.of("staff"));
    }

    private static void parameters(String method, Map<String, Object> operation) {
        switch (method.toUpperCase(Locale.ROOT)) {
            case "GET" -> {
                if (answersJson(operation)) {
                    OpenApiTree.append(operation, "parameters", OpenApiTree.reference("parameters", "IfNoneMatch"));
                }
            }
            case "POST" -> {
                OpenApiTree.append(operation, "parameters", OpenApiTree.reference("parameters", "IdempotencyKey"));
                OpenApiTree.append(operation, "parameters", OpenApiTree.reference("parameters", "IfMatch"));
            }
            case "PATCH" -> OpenApiTree.append(operation, "parameters", OpenApiTree.reference("parameters", "IfMatchRequired"));
            default -> OpenApiTree.append(operation, "parameters", OpenApiTree.reference("parameters", "IfMatch"));
        }
    }

    private static Set<String> codes(String path, String method, Map<String, Object> operation, List<String> own) {
        var codes = new LinkedHashSet<String>(ALL);
        codes.addAll(own);
        if (path.contains("{")) {
            codes.addAll(List.of("invalid-id", "not-found"));
        }
        if (operation.toString().contains("parameters/Cursor")) {
            codes.add("invalid-cursor");
        }
        if (operation.toString().contains("format=uuid")) {
            codes.add("invalid-id");
        }
        if (!method.equals("delete")) {
            codes.add("not-acceptable");
        }
        if (!method.equals("get")) {
            codes.addAll(List.of("invalid-json", "origin-not-allowed", "precondition-failed"));
        }
        if (method.equals("post")) {
            codes.addAll(List.of("idempotency-key-in-progress", "idempotency-key-reused"));
        }
        if (method.equals("patch")) {
            codes.add("precondition-required");
        }
        return codes;
    }

    private static void response(String method, String status, Map<String, Object> response, Map<String, Object> schemas) {
        var headers = OpenApiTree.object(response, "headers");
        headers.put("Cache-Control", OpenApiTree.reference("headers", "CacheControl"));
        headers.put("X-Content-Type-Options", OpenApiTree.reference("headers", "NoSniff"));
        if (response.containsKey("content")) {
            headers.put("Vary", OpenApiTree.reference("headers", "Vary"));
        }
        var content = OpenApiTree.object(response, "content");
        if (content.isEmpty()) {
            response.remove("content");
        }
        if (CREATED_OR_OK.contains(status) && content.containsKey(Entity.JSON)) {
            headers.put("ETag", OpenApiTree.reference("headers", "ETag"));
        }
        if (method.equals("post")) {
            headers.put("Idempotency-Replayed", OpenApiTree.reference("headers", "IdempotencyReplayed"));
        }
        OpenApiTree.objects(content).forEach(body -> example(body, schemas));
    }

    /** A body without an example of its own gets that of its schema. */
    private static void example(Map<String, Object> body, Map<String, Object> schemas) {
        String schema = String.valueOf(OpenApiTree.object(body, "schema").get("$ref")).replaceFirst(".*/", "");
        if (!body.containsKey("example") && schemas.get(schema) instanceof Map<?, ?> known && known.get("examples") instanceof List<?> examples) {
            body.put("example", examples.getFirst());
        }
    }

    private static boolean answersJson(Map<String, Object> operation) {
        return OpenApiTree.object(operation, "responses").get("200") instanceof Map<?, ?> ok
                && ok.get("content") instanceof Map<?, ?> content && content.containsKey(Entity.JSON);
    }
}
