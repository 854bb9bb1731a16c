package dev.martlet.samples.infrastructure;

import dev.martlet.platform.http.Validated;
import dev.martlet.platform.http.problem.Violations;
import java.util.UUID;

/** The body of {@code POST /samples}. */
record AddSampleBody(UUID customerId, String text) implements Validated {
    private static final int MAX_TEXT_LENGTH = 1000;

    @Override
    public void check(Violations violations) {
        violations.required("/customerId", customerId);
        violations.text("/text", text, 1, MAX_TEXT_LENGTH);
    }
}
