package dev.martlet.samples.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.customers.api.CustomerEvents.CustomerDeleted;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.testing.NoSql;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CustomerHandlersTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final InMemoryStoredSamples stored = new InMemoryStoredSamples();
    private final AddSample addSample = new AddSample(stored, Clock.fixed(NOW, ZoneOffset.UTC));
    private final UUID ada = UUID.randomUUID();
    private final UUID grace = UUID.randomUUID();

    @Test
    void whatADeletedCustomerHadIsErased() {
        addSample.add(ada, "one");
        addSample.add(grace, "two");

        new CustomerHandlers(stored).deleted(NoSql.TX, Event.of(CustomerEvents.DELETED, ada, NOW, new CustomerDeleted(ada)));

        assertThat(stored.count(ada)).isZero();
        assertThat(stored.count(grace)).isEqualTo(1);
    }
}
