package dev.martlet.platform.events;

/**
 * A kind of event, declared as a constant in the {@code api} of the module that publishes it. Its name is for ever: a payload may gain fields,
 * anything else is a new type with a new name.
 *
 * @param module the publishing module
 * @param name its logical name on every wire and in every table, such as {@code OrderConfirmed}
 * @param payload the record that its payload is read into; unknown fields are ignored
 * @param erases whether earlier events of its key are to be erased once it is handled
 */
public record EventType<T>(String module, String name, Class<T> payload, boolean erases) {
    public EventType(String module, String name, Class<T> payload) {
        this(module, name, payload, false);
    }

    /** The end of an aggregate with personal data: what a subscriber still has of its earlier events is erased in the transaction that handles this one. */
    public static <T> EventType<T> erasing(String module, String name, Class<T> payload) {
        return new EventType<>(module, name, payload, true);
    }
}
