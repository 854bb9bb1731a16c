package dev.martlet.platform.runtime.invariants;

import java.util.UUID;

/**
 * Part of a ledger: the ids after one up to another, in the order of PostgreSQL, which compares their bytes.
 *
 * @param last the greatest id that belongs to it
 * @param limit how many entries at most
 */
public record IdRange(UUID after, UUID last, int limit) {
    private static final UUID MIN = new UUID(0, 0);
    private static final UUID MAX = new UUID(-1, -1);

    public static IdRange first(int limit) {
        return new IdRange(MIN, MAX, limit);
    }

    /** The range of this id alone. */
    public static IdRange of(UUID id) {
        long low = id.getLeastSignificantBits() - 1;
        long high = id.getMostSignificantBits() - (low == -1 ? 1 : 0);
        return new IdRange(new UUID(high, low), id, 1);
    }

    public IdRange next(UUID last) {
        return new IdRange(last, MAX, limit);
    }

    /** As PostgreSQL compares two ids. {@link UUID#compareTo} takes them for signed numbers. */
    public static int compare(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }
}
