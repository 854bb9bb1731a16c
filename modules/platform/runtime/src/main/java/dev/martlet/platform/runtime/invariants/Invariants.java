package dev.martlet.platform.runtime.invariants;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a module declares for the command {@code check}. */
public final class Invariants {
    private final Map<LedgerType<?>, Ledger<?>> provided = new LinkedHashMap<>();
    private final List<Match<?>> matches = new ArrayList<>();
    private final List<OwnRule> rules = new ArrayList<>();

    private Invariants() {}

    /** None: add to it. */
    public static Invariants none() {
        return new Invariants();
    }

    /**
     * The module's ledger must agree with the one that another module provides.
     *
     * @param name of the invariant
     * @param expected what must be recorded here where the other has recorded a value; empty: nothing
     */
    public record Match<V>(String name, LedgerType<V> type, Ledger<String> ledger, Function<V, Optional<String>> expected) {}

    /** A rule of the module's own tables, with the name of its invariant. */
    public record OwnRule(String name, Rule rule) {}

    /** Others compare their records with this ledger. */
    public <V> Invariants provide(LedgerType<V> type, Ledger<V> ledger) {
        provided.put(type, ledger);
        return this;
    }

    public <V> Invariants match(String name, LedgerType<V> type, Ledger<String> ledger, Function<V, Optional<String>> expected) {
        matches.add(new Match<>(name, type, ledger, expected));
        return this;
    }

    public Invariants match(String name, LedgerType<String> type, Ledger<String> ledger) {
        return match(name, type, ledger, Optional::of);
    }

    public Invariants hold(String name, Rule rule) {
        rules.add(new OwnRule(name, rule));
        return this;
    }

    @SuppressWarnings("unchecked")
    public <V> Optional<Ledger<V>> provided(LedgerType<V> type) {
        return Optional.ofNullable((Ledger<V>) provided.get(type));
    }

    public List<Match<?>> matches() {
        return List.copyOf(matches);
    }

    public List<OwnRule> rules() {
        return List.copyOf(rules);
    }
}
