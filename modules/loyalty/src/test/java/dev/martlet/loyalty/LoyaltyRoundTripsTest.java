package dev.martlet.loyalty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.loyalty.infrastructure.PointEntryRepository;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.testing.SqlProbe;
import dev.martlet.platform.testing.TestDatabase;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The round trips and the plans of the statements: each change is one statement, and no statement scans the whole table. */
class LoyaltyRoundTripsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static Database database;
    private static UUID orderId;
    private static UUID customerId;

    private final SqlProbe probe = new SqlProbe(database.sql());
    private final PointEntryRepository entries = new PointEntryRepository(probe);

    @BeforeAll
    static void fillTheTable() {
        database = TestDatabase.open("loyalty");
        new AdHocSql(database.sql()).execute("""
                insert into point_entries (order_id, reason, customer_id, points, created_at)
                select gen_random_uuid(), 'ORDER_CONFIRMED', gen_random_uuid(), 19, now()
                from generate_series(1, 5000)
                """);
        new AdHocSql(database.sql()).execute("analyze");
        orderId = new AdHocSql(database.sql()).first("select order_id from point_entries limit 1", row -> row.uuid("order_id")).orElseThrow();
        customerId = new AdHocSql(database.sql()).first("select customer_id from point_entries limit 1", row -> row.uuid("customer_id")).orElseThrow();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void earningIsOneStatementByIndexes() {
        entries.earn(customerId, UUID.randomUUID(), 19, NOW);

        assertThatOneStatementUsesIndexes();
    }

    @Test
    void revokingIsOneStatementByIndexes() {
        entries.revoke(customerId, orderId, NOW);

        assertThatOneStatementUsesIndexes();
    }

    @Test
    void anAccountIsOneStatementByIndexes() {
        entries.account(customerId);

        assertThatOneStatementUsesIndexes();
        assertThat(probe.plans().getFirst()).contains("point_entries_by_customer");
    }

    private void assertThatOneStatementUsesIndexes() {
        assertThat(probe.plans()).hasSize(1);
        assertThat(probe.plans().getFirst()).contains("Index").doesNotContain("Seq Scan");
    }
}
