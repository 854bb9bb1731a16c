package dev.martlet.platform.runtime.invariants;

import java.util.List;

/** The entries of a module about one subject, one for each id at most. */
@FunctionalInterface
public interface Ledger<V> {
    /** Those of the range in the order of their ids; fewer than its limit if there are no more. */
    List<Entry<V>> read(IdRange range);
}
