package dev.martlet.loyalty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.loyalty.domain.EarnedPoints;
import dev.martlet.loyalty.domain.PointEntry;
import dev.martlet.loyalty.domain.RevokedPoints;
import dev.martlet.loyalty.infrastructure.PointEntryRepository;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.testing.SqlProbe;
import dev.martlet.platform.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The round trips and the plans of the statements: each change is one statement, and no statement scans the whole table. */
class LoyaltyRoundTripsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @AutoClose
    private static final Database database = TestDatabase.open("loyalty");
    private static UUID orderId;
    private static UUID customerId;

    private final SqlProbe probe = new SqlProbe(database.sql());
    private final PointEntryRepository entries = new PointEntryRepository(probe);

    @BeforeAll
    static void fillTheTable() {
        new AdHocSql(database.sql()).execute("""
                insert into point_entries (order_id, reason, customer_id, points, created_at)
                select gen_random_uuid(), 'ORDER_CONFIRMED', gen_random_uuid(), 19, now()
                from generate_series(1, 5000)
                """);
        new AdHocSql(database.sql()).execute("analyze");
        orderId = new AdHocSql(database.sql()).first("select order_id from point_entries limit 1", row -> row.uuid("order_id")).orElseThrow();
        customerId = new AdHocSql(database.sql()).first("select customer_id from point_entries limit 1", row -> row.uuid("customer_id")).orElseThrow();
    }

    @Test
    void earningIsOneStatementByIndexes() {
        entries.earn(List.of(new EarnedPoints(customerId, UUID.randomUUID(), 19, NOW), new EarnedPoints(customerId, UUID.randomUUID(), 19, NOW)));

        assertThatOneStatementUsesIndexes();
    }

    @Test
    void revokingIsOneStatementByIndexes() {
        entries.revoke(List.of(new RevokedPoints(customerId, orderId, NOW), new RevokedPoints(customerId, UUID.randomUUID(), NOW)));

        assertThatOneStatementUsesIndexes();
    }

    @Test
    void anAccountIsOneStatementByIndexes() {
        entries.account(customerId);

        assertThatOneStatementUsesIndexes();
        assertThat(probe.plans().getFirst()).contains("point_entries_by_customer");
    }

    @Test
    void theOrdersOfABatchHaveEachItsOwnOutcome() {
        var cancelled = UUID.randomUUID();
        var confirmed = UUID.randomUUID();
        var customer = UUID.randomUUID();

        entries.revoke(List.of(new RevokedPoints(customer, cancelled, NOW)));
        entries.earn(List.of(new EarnedPoints(customer, cancelled, 5, NOW), new EarnedPoints(customer, confirmed, 19, NOW)));
        assertThat(entries.account(customer).latest()).extracting(PointEntry::points).containsExactly(19L);

        entries.revoke(List.of(new RevokedPoints(customer, cancelled, NOW), new RevokedPoints(customer, confirmed, NOW)));
        assertThat(entries.account(customer).latest()).extracting(PointEntry::points).containsExactlyInAnyOrder(19L, -19L);
    }

    private void assertThatOneStatementUsesIndexes() {
        assertThat(probe.plans()).hasSize(1);
        assertThat(probe.plans().getFirst()).contains("Index").doesNotContain("Seq Scan");
    }
}
