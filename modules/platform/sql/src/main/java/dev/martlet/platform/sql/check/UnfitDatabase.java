package dev.martlet.platform.sql.check;

/** The database answers, but is not what this program needs, and waiting does not change that: its encoding, its version, a pooler, an owner. */
public final class UnfitDatabase extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnfitDatabase(String message) {
        super(message);
    }
}
