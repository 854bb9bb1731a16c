package dev.martlet.platform.runtime.check;

import dev.martlet.platform.events.check.Subscription;
import dev.martlet.platform.runtime.invariants.Entry;
import dev.martlet.platform.runtime.invariants.IdRange;
import dev.martlet.platform.runtime.invariants.Invariants.Match;
import dev.martlet.platform.runtime.invariants.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Compares the ledgers of two modules by merging them in the order of their ids: in memory are a page of each and the ids that differ. Those are read again,
 * because the two were not read at one moment.
 */
final class Comparison<V> {
    private static final int SUSPECTS = 200;

    private final CheckedModule module;
    private final Match<V> match;
    private final Ledger<V> source;
    private final Optional<Subscription> subscription;

    private Comparison(CheckedModule module, Match<V> match, Ledger<V> source, Optional<Subscription> subscription) {
        this.module = module;
        this.match = match;
        this.source = source;
        this.subscription = subscription;
    }

    /** @throws IllegalStateException if no module provides the other ledger */
    static <V> Comparison<V> of(CheckedModule module, Match<V> match, List<CheckedModule> all) {
        for (CheckedModule other : all) {
            Optional<Ledger<V>> source = other.invariants().provided(match.type());
            if (source.isPresent()) {
                boolean subscribes = module.descriptor().publishers().contains(other.name());
                return new Comparison<>(module, match, source.get(), subscribes
                        ? Optional.of(new Subscription(other.name(), other.sql(), module.name(), module.sql()))
                        : Optional.empty());
            }
        }
        throw new IllegalStateException("no module provides " + match.type().name() + ", which " + module.name() + " compares its records with");
    }

    void run(Report report) {
        var left = new LedgerCursor<>(source);
        var right = new LedgerCursor<>(match.ledger());
        var suspects = new ArrayList<UUID>();
        for (Optional<UUID> id = next(left, right); id.isPresent(); id = next(left, right)) {
            if (!agree(left.take(id.get()), right.take(id.get()))) {
                suspects.add(id.get());
            }
            if (suspects.size() == SUSPECTS) {
                confirm(suspects, report);
                suspects.clear();
            }
        }
        confirm(suspects, report);
    }

    private static Optional<UUID> next(LedgerCursor<?> left, LedgerCursor<?> right) {
        return Stream.concat(left.id().stream(), right.id().stream()).min(IdRange::compare);
    }

    private boolean agree(Entry<V> theirs, Entry<String> ours) {
        return theirs instanceof Entry.Unfinished || ours instanceof Entry.Unfinished || expected(theirs).equals(recorded(ours));
    }

    private void confirm(List<UUID> suspects, Report report) {
        for (Finding finding : new Confirmation(suspects, this::readAgain).differing()) {
            if (isSettled(UUID.fromString(finding.id()))) {
                report.repaired(finding);
            } else {
                report.found(finding);
            }
        }
    }

    private boolean isSettled(UUID id) {
        Entry<V> theirs = one(source, id);
        Optional<V> value = theirs instanceof Entry.Recorded<V>(var _, var recorded) ? Optional.of(recorded) : Optional.empty();
        return !(theirs instanceof Entry.Unfinished) && module.repairs().of(match.type()).settle(id, value) && agree(theirs, one(match.ledger(), id));
    }

    /**
     * Reads the other module before and after the events and the own ledger: what it said did not change meanwhile, and every event of it was handled before
     * the own ledger was read. Then the two must agree.
     */
    private Confirmation.Result readAgain(List<UUID> ids) {
        var before = ids.stream().map(id -> one(source, id)).toList();
        Set<String> onTheirWay = subscription.map(events -> events.onTheirWay(ids.stream().map(UUID::toString).toList())).orElse(Set.of());
        var ours = ids.stream().map(id -> one(match.ledger(), id)).toList();
        var after = ids.stream().map(id -> one(source, id)).toList();
        var findings = new ArrayList<Finding>();
        var changing = new ArrayList<UUID>();
        for (int i = 0; i < ids.size(); i++) {
            if (!before.get(i).equals(after.get(i))) {
                changing.add(ids.get(i));
            } else if (!onTheirWay.contains(ids.get(i).toString()) && !agree(after.get(i), ours.get(i))) {
                String expected = expected(after.get(i)).orElse(Entry.NOTHING);
                findings.add(new Finding(match.name(), module.name(), ids.get(i).toString(), expected, shown(ours.get(i))));
            }
        }
        return new Confirmation.Result(findings, changing);
    }

    private static <T> Entry<T> one(Ledger<T> ledger, UUID id) {
        return ledger.read(IdRange.of(id)).stream().findFirst().orElseGet(() -> Entry.nothing(id));
    }

    private Optional<String> expected(Entry<V> theirs) {
        return theirs instanceof Entry.Recorded<V>(var _, var value) ? match.expected().apply(value) : Optional.empty();
    }

    private static Optional<String> recorded(Entry<String> ours) {
        return ours instanceof Entry.Recorded<String>(var _, var value) ? Optional.of(value) : Optional.empty();
    }

    private static String shown(Entry<String> ours) {
        return ours instanceof Entry.Nothing<String>(var _, var shown) ? shown : recorded(ours).orElse(Entry.NOTHING);
    }
}
