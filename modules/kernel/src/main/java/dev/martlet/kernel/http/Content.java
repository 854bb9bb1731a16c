package dev.martlet.kernel.http;

import dev.martlet.kernel.json.Json;
import java.util.Optional;

/** What is sent as the body of an answer. */
record Content(String mediaType, byte[] bytes) {
    static final String JSON = "application/json";
    static final String PROBLEM = "application/problem+json";

    static Optional<Content> of(Answer answer) {
        return answer.body().map(body -> switch (body) {
            case Content content -> content;
            case Answer.Message message -> new Content(JSON, message.json());
            case Problem problem -> of(problem);
            case Object resource -> new Content(JSON, Json.strict().writeValueAsBytes(resource));
        });
    }

    static Content of(Problem problem) {
        return new Content(PROBLEM, Json.strict().writeValueAsBytes(problem.representation()));
    }

    boolean isProblem() {
        return mediaType.equals(PROBLEM);
    }
}
