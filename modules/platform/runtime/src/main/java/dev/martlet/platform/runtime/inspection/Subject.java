package dev.martlet.platform.runtime.inspection;

import java.util.UUID;

/**
 * What an operator looks at.
 *
 * @param id of the record
 * @param owner the customer whose record it is
 */
public record Subject(UUID id, UUID owner) {}
