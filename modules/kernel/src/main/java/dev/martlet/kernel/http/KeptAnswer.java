package dev.martlet.kernel.http;

import java.util.Map;
import java.util.Optional;

/** An answer to be replayed; the parameter of the SQL function {@code keep_answer(?)}. */
public record KeptAnswer(
        String caller, String path, String key, String requestHash, int status, Map<String, String> headers, Optional<String> body) {}
