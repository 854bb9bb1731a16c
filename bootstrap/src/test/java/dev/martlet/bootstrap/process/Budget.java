package dev.martlet.bootstrap.process;

/**
 * What an order of two products, paid by card and sent with an idempotency key, may cost. Each figure is counted, not timed, and includes the handling of
 * the order's event by both subscribers unless it says otherwise. Lower a bound with the change that makes it possible; raise one only with the reason.
 */
final class Budget {
    /** Until the response: open, check the customer, reserve, record the payment and its result, confirm, finish. */
    static final int ROUND_TRIPS = 7;
    /** As above without the check of the customer, which changes nothing. */
    static final int ROUND_TRIPS_OF_CHANGES = 6;
    /** The seven above; and for each of the two subscribers its position and its change. */
    static final int STATEMENTS = 11;
    /** The six changes above, and one of each subscriber. */
    static final double COMMITS = 8.3;
    /** Rows, index entries and commits: 55 measured. */
    static final double WAL_RECORDS = 57.5;
    /** The order, its kept response, its event, the mail, and the old pages that are cleaned: 6,200 measured. */
    static final double WAL_BYTES = 6_700;
    /** Of the whole JVM, so with the test's client and the proxy before PostgreSQL: 186,000 measured. */
    static final double ALLOCATED_BYTES = 230_000;

    private Budget() {}
}
