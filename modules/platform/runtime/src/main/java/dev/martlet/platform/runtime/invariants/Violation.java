package dev.martlet.platform.runtime.invariants;

import java.util.UUID;

/** Where a module's own tables do not agree. No personal data. */
public record Violation(UUID id, String expected, String found) {}
