package dev.martlet.platform.runtime.invariants;

/**
 * What one module must know of another's records to compare its own with them. A constant of the {@code api} package that both see.
 *
 * @param name {@code <module>.<subject>}
 */
public record LedgerType<V>(String name) {}
