package dev.martlet.platform.runtime.idempotency;

import java.util.Optional;
import java.util.UUID;

/**
 * A claim on an idempotency key, which {@link BatchedKeys#CLAIMED} makes.
 *
 * @param subject the id of what the request creates, where others need it before there is an answer
 */
public record IdempotencyClaim(String caller, String path, String key, String requestHash, Optional<UUID> subject) {}
