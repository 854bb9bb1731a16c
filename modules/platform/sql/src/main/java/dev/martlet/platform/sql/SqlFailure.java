package dev.martlet.platform.sql;

/** PostgreSQL refused a statement: a constraint, a missing right, a fault in the SQL. The statement changed nothing. */
public final class SqlFailure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String state;

    public SqlFailure(String state, String message, Throwable cause) {
        super(message, cause);
        this.state = state;
    }

    /** The SQLSTATE, such as 23505 (PostgreSQL manual, appendix A). */
    public String state() {
        return state;
    }

    public boolean isUniqueViolation() {
        return "23505".equals(state);
    }

    /** A value is not valid for its type, also when it is tried again: class 22. */
    public boolean isData() {
        return state.startsWith("22");
    }

    /** A deadlock or a serialization conflict that PostgreSQL resolved by ending this transaction. */
    public boolean isConflict() {
        return "40P01".equals(state) || "40001".equals(state);
    }
}
