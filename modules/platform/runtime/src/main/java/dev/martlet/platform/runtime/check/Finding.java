package dev.martlet.platform.runtime.check;

/**
 * Something that does not hold.
 *
 * @param invariant which one, such as {@code stock}
 * @param module whose record it is
 * @param id of what the record is about
 */
public record Finding(String invariant, String module, String id, String expected, String found) {}
