package dev.martlet.kernel.http;

import java.util.UUID;

/** A claim on an idempotency key; the parameter of the SQL function {@code claim_key(?)}. */
public record KeyClaim(String caller, String path, String key, String requestHash, UUID subject) {}
