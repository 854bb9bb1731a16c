package dev.martlet.samples.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.samples.api.SampleEvents;
import dev.martlet.samples.api.SampleEvents.SampleAdded;
import dev.martlet.samples.domain.Sample;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AddSampleTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final InMemoryStoredSamples stored = new InMemoryStoredSamples();
    private final AddSample addSample = new AddSample(stored, Clock.fixed(NOW, ZoneOffset.UTC));
    private final UUID ada = UUID.randomUUID();

    @Test
    void anAdditionIsStoredWithoutSpacesAtItsEnds() {
        var added = addSample.add(ada, " one ");

        assertThat(added).isEqualTo(new Sample(added.id(), ada, "one", NOW));
        assertThat(stored.rows()).containsExactly(added);
    }

    @Test
    void anAdditionIsPublished() {
        var added = addSample.add(ada, "one");

        assertThat(stored.events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(SampleEvents.ADDED.name());
            assertThat(event.key()).isEqualTo(ada.toString());
            assertThat(event.occurredAt()).isEqualTo(NOW);
            assertThat(event.payload()).isEqualTo(new SampleAdded(added.id(), ada));
        });
    }
}
