package dev.martlet.samples.application;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.events.Event;
import dev.martlet.samples.api.SampleEvents;
import dev.martlet.samples.api.SampleEvents.SampleAdded;
import dev.martlet.samples.domain.Sample;
import java.time.Clock;
import java.util.UUID;

/** Adds a sample of a customer. */
public final class AddSample {
    private final StoredSamples stored;
    private final Clock clock;

    public AddSample(StoredSamples stored, Clock clock) {
        this.stored = stored;
        this.clock = clock;
    }

    public Sample add(UUID customerId, String text) {
        var added = Sample.added(Ids.next(), customerId, text, clock.instant());
        stored.add(added, Event.of(SampleEvents.ADDED, customerId, added.createdAt(), new SampleAdded(added.id(), customerId)));
        return added;
    }
}
