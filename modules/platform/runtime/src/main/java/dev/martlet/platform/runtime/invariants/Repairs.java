package dev.martlet.platform.runtime.invariants;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * How a module settles what {@code check} finds in its tables. Only where nobody has to decide: what is held for something that is not there is given back,
 * and what can be computed again is. A repair looks at the newest state of the rows that it locks, and bears repetition.
 */
public final class Repairs {
    private final Map<LedgerType<?>, Repair<?>> matches = new LinkedHashMap<>();
    private final Map<String, Predicate<UUID>> rules = new LinkedHashMap<>();

    private Repairs() {}

    /** None: add to it. */
    public static Repairs none() {
        return new Repairs();
    }

    /** Settles a difference between two ledgers. */
    @FunctionalInterface
    public interface Repair<V> {
        /** @param theirs what the other module has recorded, for good @return false if nothing was tried */
        boolean settle(UUID id, Optional<V> theirs);
    }

    public <V> Repairs match(LedgerType<V> type, Repair<V> repair) {
        matches.put(type, repair);
        return this;
    }

    /** @param repair settles the violation of an id; false if nothing was tried */
    public Repairs rule(String name, Predicate<UUID> repair) {
        rules.put(name, repair);
        return this;
    }

    @SuppressWarnings("unchecked")
    public <V> Repair<V> of(LedgerType<V> type) {
        return (Repair<V>) matches.getOrDefault(type, (_, _) -> false);
    }

    public Predicate<UUID> of(String rule) {
        return rules.getOrDefault(rule, _ -> false);
    }
}
