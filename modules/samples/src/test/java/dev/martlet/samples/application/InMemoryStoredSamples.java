package dev.martlet.samples.application;

import dev.martlet.platform.events.Event;
import dev.martlet.platform.sql.Sql;
import dev.martlet.samples.api.SampleEvents.SampleAdded;
import dev.martlet.samples.domain.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Samples in memory, and the events of their changes. */
final class InMemoryStoredSamples implements StoredSamples {
    private final List<Sample> rows = new ArrayList<>();
    private final List<Event<SampleAdded>> events = new ArrayList<>();

    @Override
    public StoredSamples in(Sql tx) {
        return this;
    }

    @Override
    public void add(Sample added, Event<SampleAdded> event) {
        rows.add(added);
        events.add(event);
    }

    @Override
    public long count(UUID customerId) {
        return rows.stream().filter(row -> row.customerId().equals(customerId)).count();
    }

    @Override
    public void erase(UUID customerId) {
        rows.removeIf(row -> row.customerId().equals(customerId));
    }

    List<Sample> rows() {
        return List.copyOf(rows);
    }

    List<Event<SampleAdded>> events() {
        return List.copyOf(events);
    }
}
