package dev.martlet.bootstrap.advice;

import java.util.List;

/**
 * A few sums of one kind, as processes tell them to each other. Kinds that a reader does not know are of no use to it, and do no harm.
 *
 * @param kind what was counted, as {@link Counts} names it
 * @param names of what it belongs to, such as caller and callee
 * @param values sums since the start, or in a period
 */
public record Count(String kind, List<String> names, List<Long> values) {}
