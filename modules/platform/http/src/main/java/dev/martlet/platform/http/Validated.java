package dev.martlet.platform.http;

import dev.martlet.platform.http.problem.Violations;

/** A request body that checks itself after it was decoded; a missing member is null by then. */
public interface Validated {
    void check(Violations violations);
}
