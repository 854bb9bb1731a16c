package dev.martlet.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.events.Event;
import dev.martlet.platform.events.Outbox;
import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.testing.SqlProbe;
import dev.martlet.platform.testing.TestDatabase;
import dev.martlet.samples.api.SampleEvents;
import dev.martlet.samples.api.SampleEvents.SampleAdded;
import dev.martlet.samples.domain.Sample;
import dev.martlet.samples.infrastructure.SampleRepository;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The round trips and the plans of the statements: each change is one statement, and no statement scans the whole table. */
class SamplesRoundTripsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @AutoClose
    private static final Database database = TestDatabase.open("samples");
    private static UUID customerId;

    private final SqlProbe probe = new SqlProbe(database.sql());
    private final SampleRepository stored = new SampleRepository(probe, new Outbox());

    @BeforeAll
    static void fillTheTable() {
        new AdHocSql(database.sql()).execute("""
                insert into samples (id, customer_id, text, created_at)
                select gen_random_uuid(), gen_random_uuid(), 'one', now()
                from generate_series(1, 5000)
                """);
        new AdHocSql(database.sql()).execute("analyze");
        customerId = new AdHocSql(database.sql()).first("select customer_id from samples limit 1", row -> row.uuid("customer_id")).orElseThrow();
    }

    @Test
    void anAdditionAndItsEventAreOneStatement() {
        var added = new Sample(UUID.randomUUID(), UUID.randomUUID(), "one", NOW);

        stored.add(added, Event.of(SampleEvents.ADDED, added.customerId(), NOW, new SampleAdded(added.id(), added.customerId())));

        assertThat(probe.plans()).hasSize(1);
        assertThat(stored.count(added.customerId())).isEqualTo(1);
    }

    @Test
    void listsAndCountsUseIndexes() {
        stored.count(customerId);
        stored.list(Optional.empty(), new PageRequest(20, Optional.empty()));
        stored.list(Optional.of(customerId), new PageRequest(20, Optional.empty()));

        assertThat(probe.plans()).hasSize(3).allSatisfy(plan -> assertThat(plan).contains("Index").doesNotContain("Seq Scan"));
    }

    @Test
    void erasingUsesIndexes() {
        stored.erase(customerId);

        assertThat(probe.plans()).hasSize(2);
        assertThat(probe.plans().getFirst()).contains("samples_by_customer").doesNotContain("Seq Scan");
    }
}
