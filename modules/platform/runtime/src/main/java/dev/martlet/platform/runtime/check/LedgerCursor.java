package dev.martlet.platform.runtime.check;

import dev.martlet.platform.runtime.invariants.Entry;
import dev.martlet.platform.runtime.invariants.IdRange;
import dev.martlet.platform.runtime.invariants.Ledger;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Walks along a ledger, a page at a time. */
final class LedgerCursor<V> {
    private static final int PAGE = 1000;

    private final Ledger<V> ledger;
    private IdRange range = IdRange.first(PAGE);
    private List<Entry<V>> page;
    private int index;

    LedgerCursor(Ledger<V> ledger) {
        this.ledger = ledger;
        page = ledger.read(range);
    }

    /** The id of the entry that comes next. */
    Optional<UUID> id() {
        if (index == page.size() && page.size() == PAGE) {
            range = range.next(page.getLast().id());
            page = ledger.read(range);
            index = 0;
        }
        return index < page.size() ? Optional.of(page.get(index).id()) : Optional.empty();
    }

    /** The entry of the id, if it is the next one: then the cursor moves on. */
    Entry<V> take(UUID id) {
        return id().filter(id::equals).isPresent() ? page.get(index++) : Entry.nothing(id);
    }
}
