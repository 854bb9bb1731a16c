package dev.martlet.bench.shop;

import java.util.List;

/**
 * Which modules run in which process; clients talk to the first.
 *
 * @param processes the modules of each process
 */
public record Topology(String name, List<List<String>> processes) {
    private static final List<String> MODULES = List.of("orders", "customers", "products", "payments", "notifications", "loyalty");

    public static final Topology ONE = new Topology("one", List.of(MODULES));
    /** Orders with its listeners, and the rest. */
    public static final Topology TWO = new Topology("two",
            List.of(List.of("orders", "notifications", "loyalty"), List.of("customers", "products", "payments")));
    public static final Topology PAYMENTS_APART = new Topology("payments-apart",
            List.of(List.of("orders", "customers", "products", "notifications", "loyalty"), List.of("payments")));
    /** Clients' orders come in through the rest, which forwards them. */
    public static final Topology ORDERS_APART = new Topology("orders-apart",
            List.of(List.of("customers", "products", "payments", "notifications", "loyalty"), List.of("orders")));
    public static final Topology SIX = new Topology("six", MODULES.stream().map(List::of).toList());

    /** The same placement under another name. */
    public Topology named(String other) {
        return new Topology(other, processes);
    }
}
