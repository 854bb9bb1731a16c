package dev.martlet.kernel.http;

import java.util.Map;

/** An answer to be replayed; the parameter of the SQL function {@code keep_answer(?)}. */
public record KeptAnswer(String caller, String path, String key, int status, Map<String, String> headers, String body) {}
