package dev.martlet.platform.runtime.idempotency;

import java.util.Map;
import java.util.Optional;

/** An answer to be replayed, which {@link BatchedKeys#ANSWERED} keeps. */
public record StoredResponse(
        String caller, String path, String key, String requestHash, int status, Map<String, String> headers, Optional<String> body) {}
