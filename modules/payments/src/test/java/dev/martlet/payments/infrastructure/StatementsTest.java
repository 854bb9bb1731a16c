package dev.martlet.payments.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.testing.SqlProbe;
import dev.martlet.platform.testing.TestDatabase;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How much the database has to do for a page: it starts at its cursor, and no table is read from end to end. */
class StatementsTest {
    private static Database database;
    private static List<UUID> ids;

    private final SqlProbe probe = new SqlProbe(database.sql());
    private final PaymentViewRepository payments = new PaymentViewRepository(probe);

    @BeforeAll
    static void fillTheTable() {
        database = TestDatabase.open("payments");
        database.sql().execute("""
                insert into payments (id, order_id, customer_id, due_amount, due_currency, method, state, created_at, updated_at)
                select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1999, 'EUR', 'CARD', 'CAPTURED', now(), now()
                from generate_series(1, 5000)
                """);
        database.sql().execute("analyze");
        ids = database.sql().list("select id from payments order by id", row -> row.uuid("id"));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void aPageStartsAtItsCursor() {
        var page = payments.list(Optional.empty(), new PageRequest(10, Optional.of(ids.get(500))));

        assertThat(page).hasSize(11).first().extracting(PaymentView::id).isEqualTo(ids.get(499));
        assertThat(probe.plans()).singleElement().asString().contains("Index Cond: (id <").doesNotContain("Sort").doesNotContain("Filter: (id");
    }

    @Test
    void theFirstPageIsTheNewest() {
        assertThat(payments.list(Optional.empty(), new PageRequest(10, Optional.empty()))).first().extracting(PaymentView::id).isEqualTo(ids.getLast());
        assertThat(probe.plans()).singleElement().asString().contains("Index Cond: (id <").doesNotContain("Sort");
    }

    @Test
    void theFirstPageOfAnOrderIsFoundByIndexes() {
        assertThat(payments.list(Optional.of(UUID.randomUUID()), new PageRequest(10, Optional.empty()))).isEmpty();
        assertThat(probe.plans()).singleElement().asString().contains("Index Cond: (order_id =").doesNotContain("Seq Scan");
    }
}
