package dev.martlet.samples.api;

import dev.martlet.platform.events.EventType;
import java.util.UUID;

/** The events that samples publishes; the key is the customer's id. */
public final class SampleEvents {
    public static final EventType<SampleAdded> ADDED = new EventType<>("samples", "SampleAdded", SampleAdded.class);

    private SampleEvents() {}

    /** A sample was added. */
    public record SampleAdded(UUID sampleId, UUID customerId) {}
}
