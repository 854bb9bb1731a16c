package dev.martlet.platform.runtime.idempotency;

import java.util.Map;
import java.util.Optional;

/** An answer to be replayed; the parameter of the SQL function {@code keep_answer(?)}. */
public record StoredResponse(
        String caller, String path, String key, String requestHash, int status, Map<String, String> headers, Optional<String> body) {}
