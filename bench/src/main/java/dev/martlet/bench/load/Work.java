package dev.martlet.bench.load;

import java.util.Set;

/** What clients ask for. The names are those that the scripts of the generators know. */
public enum Work {
    /** {@code POST /orders} of two different products by card, each with an idempotency key of its own. */
    orders("201"),
    /** {@code POST /orders} of one product, always the same. */
    hot("201"),
    /** {@code GET /products/{id}} of any product. */
    reads("200"),
    /** {@code GET /orders?customerId=} of any customer, and the newest products, in turn. */
    lists("200"),
    /** Of ten requests seven reads, two lists and one order. */
    mix("200", "201");

    private final Set<String> statuses;

    Work(String... statuses) {
        this.statuses = Set.of(statuses);
    }

    /** The statuses of good responses. */
    public Set<String> statuses() {
        return statuses;
    }
}
