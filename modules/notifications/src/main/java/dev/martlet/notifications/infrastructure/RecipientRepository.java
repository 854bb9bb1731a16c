package dev.martlet.notifications.infrastructure;

import dev.martlet.kernel.sql.Sql;
import java.time.Instant;
import java.util.UUID;

/** The table recipients: who to write to, as customers tells. */
public final class RecipientRepository {
    /** Stands where an address was: nothing sent there can arrive (RFC 2606). */
    static final String ERASED = "deleted@customer.invalid";

    /** What is older than what is known changes nothing: an event that was parked and sent again comes late. */
    void save(Sql sql, UUID customerId, String email, String name, Instant asOf) {
        sql.execute("""
                insert into recipients as r (customer_id, email, name, as_of)
                values (?, ?, ?, ?)
                on conflict (customer_id) do update
                set email = excluded.email, name = excluded.name, as_of = excluded.as_of
                where not r.deleted and r.as_of <= excluded.as_of
                """, customerId, email, name, asOf);
    }

    /** Only that there was such a customer stays, so that what comes later is not written to anybody. */
    void erase(Sql sql, UUID customerId, Instant asOf) {
        sql.execute("""
                insert into recipients (customer_id, email, name, deleted, as_of)
                values (?, ?, '', true, ?)
                on conflict (customer_id) do update
                set email = excluded.email, name = excluded.name, deleted = true, as_of = excluded.as_of
                """, customerId, ERASED, asOf);
    }
}
