package dev.martlet.platform.http.openapi;

import dev.martlet.platform.http.Entity;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes the problems that an operation can answer with as responses: one for each status, with its codes as an enum and an example of each. */
final class OpenApiProblems {
    /** Responses that are kept under an idempotency key. */
    private static final List<Integer> KEPT = List.of(402, 404, 409, 412, 422);
    private static final String EXAMPLE_INSTANCE = "urn:uuid:019aa3c5-4b8e-7a51-9c1b-5f0e6d2b7a10";

    private final Map<String, Object> types;
    private final Map<String, Object> components;

    /** Takes the declarations of all problem codes out of the document: they become the enum of codes, and responses with examples. */
    @SuppressWarnings("unchecked")
    OpenApiProblems(Map<String, Object> document) {
        types = (Map<String, Object>) document.remove("x-problems");
        components = OpenApiTree.object(document, "components");
        OpenApiTree.object(OpenApiTree.object(components, "schemas"), "ProblemCode").put("enum", types.keySet().stream().sorted().toList());
    }

    /** @param post whether the operation honours idempotency keys */
    void describe(Map<String, Object> operation, Collection<String> codes, boolean post) {
        var responses = OpenApiTree.object(operation, "responses");
        codes.stream().collect(Collectors.groupingBy(this::status, TreeMap::new, Collectors.toList())).forEach((status, same) ->
                responses.put(String.valueOf(status), OpenApiTree.reference("responses", component(status, same, post && KEPT.contains(status)))));
        OpenApiTree.sort(responses);
        responses.put("default", OpenApiTree.reference("responses", "Problem"));
    }

    /** The name of the response that all operations with the same codes share. */
    private String component(int status, List<String> codes, boolean kept) {
        String name = codes.stream().map(OpenApiProblems::capitalized).collect(Collectors.joining("Or")) + (kept ? "Kept" : "");
        OpenApiTree.object(components, "responses").computeIfAbsent(name, _ -> response(status, codes, kept));
        return name;
    }

    private Map<String, Object> response(int status, List<String> codes, boolean kept) {
        var response = new LinkedHashMap<String, Object>();
        response.put("description", codes.stream().map(code -> "`%s`: %s.".formatted(code, type(code).get("title"))).collect(Collectors.joining(" ")));
        var headers = OpenApiTree.object(response, "headers");
        headers.put("Cache-Control", OpenApiTree.reference("headers", "CacheControl"));
        headers.put("Vary", OpenApiTree.reference("headers", "Vary"));
        headers.put("X-Content-Type-Options", OpenApiTree.reference("headers", "NoSniff"));
        if (status == 429 || status == 503 || codes.contains(ProblemType.IDEMPOTENCY_KEY_IN_PROGRESS.code())) {
            headers.put("Retry-After", OpenApiTree.reference("headers", "RetryAfter"));
        }
        if (codes.contains(ProblemType.UNAUTHENTICATED.code()) || codes.contains(ProblemType.FORBIDDEN.code())) {
            headers.put("WWW-Authenticate", OpenApiTree.reference("headers", "WwwAuthenticate"));
        }
        if (kept) {
            headers.put("Idempotency-Replayed", OpenApiTree.reference("headers", "IdempotencyReplayed"));
        }
        var schema = OpenApiTree.reference("schemas", "Problem");
        // Not as "properties": code generators take a reference beside which properties stand for a fault.
        schema.put("patternProperties", Map.of("^code$", Map.of("enum", codes)));
        var examples = new LinkedHashMap<String, Object>();
        codes.forEach(code -> {
            OpenApiTree.object(components, "examples").computeIfAbsent(code, this::example);
            examples.put(code, OpenApiTree.reference("examples", code));
        });
        var content = OpenApiTree.object(OpenApiTree.object(response, "content"), Entity.PROBLEM);
        content.put("schema", schema);
        content.put("examples", examples);
        return response;
    }

    private Map<String, Object> example(String code) {
        var value = new LinkedHashMap<String, Object>();
        value.put("type", Problem.TYPES + code);
        value.put("title", type(code).get("title"));
        value.put("status", type(code).get("status"));
        value.put("detail", type(code).get("detail"));
        value.put("instance", EXAMPLE_INSTANCE);
        value.put("code", code);
        value.putAll(OpenApiTree.object(type(code), "members"));
        return new LinkedHashMap<>(Map.of("value", value));
    }

    private int status(String code) {
        return (Integer) type(code).get("status");
    }

    private Map<String, Object> type(String code) {
        if (!types.containsKey(code)) {
            throw new IllegalStateException("OpenAPI document: x-problems does not declare " + code);
        }
        return OpenApiTree.object(types, code);
    }

    private static String capitalized(String code) {
        return List.of(code.split("-")).stream().map(word -> word.substring(0, 1).toUpperCase() + word.substring(1)).collect(Collectors.joining());
    }
}
