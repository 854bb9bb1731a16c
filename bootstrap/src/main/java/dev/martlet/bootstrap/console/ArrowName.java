package dev.martlet.bootstrap.console;

/**
 * An arrow of the module graph.
 *
 * @param from the module that calls, or publishes
 * @param to the module that is called, or subscribes
 * @param kind {@link #CALLS} or {@link #EVENTS}
 */
public record ArrowName(String from, String to, String kind) implements Comparable<ArrowName> {
    public static final String CALLS = "calls";
    public static final String EVENTS = "events";

    String id() {
        return from + "." + to + "." + kind;
    }

    @Override
    public int compareTo(ArrowName other) {
        return id().compareTo(other.id());
    }
}
