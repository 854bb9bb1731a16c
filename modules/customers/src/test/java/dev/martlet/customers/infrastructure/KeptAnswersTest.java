package dev.martlet.customers.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.runtime.idempotency.IdempotencyKeys;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.testing.SqlProbe;
import dev.martlet.platform.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptAnswersTest {
    /** A day's registrations are many, a deletion has a deadline. */
    @Test
    void theAnswerThatRegisteredACustomerIsFoundByAnIndex() {
        try (var database = TestDatabase.open("customers")) {
            var sql = new AdHocSql(database.sql());
            sql.execute("""
                    insert into idempotency_keys (caller, path, key, request_hash, status, headers, body)
                    select 'anonymous', '/customers', n::text, 'hash', 201, jsonb_build_object('Location', '/customers/' || n), 'Ada'
                    from generate_series(1, 20000) as n""");
            sql.execute("analyze idempotency_keys");
            var probe = new SqlProbe(database.sql());

            IdempotencyKeys.erase(probe, List.of("/customers/77"));

            assertThat(probe.plans()).singleElement().asString().contains("idempotency_keys_by_resource").doesNotContain("Seq Scan");
            assertThat(sql.list("select key from idempotency_keys where body not like 'Ada'", row -> row.text("key"))).containsExactly("77");
        }
    }
}
