package dev.martlet.samples.application;

import dev.martlet.platform.events.Event;
import dev.martlet.platform.sql.Sql;
import dev.martlet.samples.api.SampleEvents.SampleAdded;
import dev.martlet.samples.domain.Sample;
import java.util.UUID;

/** The stored samples. A change and its event are stored together, or neither is. */
public interface StoredSamples {
    /** The same samples, in a transaction. */
    StoredSamples in(Sql tx);

    void add(Sample added, Event<SampleAdded> event);

    long count(UUID customerId);

    /** Deletes the samples of a customer and what was kept of the answers that added them. */
    void erase(UUID customerId);
}
