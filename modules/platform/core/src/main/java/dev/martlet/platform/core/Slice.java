package dev.martlet.platform.core;

import java.util.List;

/**
 * The first rows of a list, as many as fit into a limit of bytes, and at least one if there is any.
 *
 * @param cut whether there are more rows than these
 * @param bytes the size of the rows, as text
 */
public record Slice<T>(List<T> rows, boolean cut, long bytes) {}
