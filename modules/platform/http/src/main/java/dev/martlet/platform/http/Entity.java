package dev.martlet.platform.http;

import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.http.problem.Problem;
import java.util.Optional;

/** What is sent as the body of an answer. */
public record Entity(String mediaType, byte[] bytes) {
    public static final String JSON = "application/json";
    public static final String PROBLEM = "application/problem+json";

    public static Optional<Entity> of(Response answer) {
        return answer.body().map(body -> switch (body) {
            case Entity content -> content;
            case Response.Message message -> new Entity(JSON, message.json());
            case Problem problem -> of(problem);
            case Object resource -> new Entity(JSON, Json.strict().writeValueAsBytes(resource));
        });
    }

    public static Entity of(Problem problem) {
        return new Entity(PROBLEM, Json.strict().writeValueAsBytes(problem.representation()));
    }

    boolean isProblem() {
        return mediaType.equals(PROBLEM);
    }
}
