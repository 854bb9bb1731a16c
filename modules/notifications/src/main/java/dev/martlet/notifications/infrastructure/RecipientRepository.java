package dev.martlet.notifications.infrastructure;

import dev.martlet.notifications.application.Recipients;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.util.UUID;

/**
 * The table recipients: the address and name of each customer, taken from its events. The event with the higher number is the newer one: a dead
 * event that an operator sends again keeps its number. Clocks are not compared.
 */
public final class RecipientRepository implements Recipients {
    /** Replaces an erased address. No mail can be sent to it (RFC 2606). */
    static final String ERASED = "deleted@customer.invalid";

    private static final SqlStatement SAVE = SqlStatement.of("notifications.save-recipient", """
            insert into recipients as r (customer_id, email, name, as_of, version)
            values (:customerId, :email, :name, :occurredAt, :number)
            on conflict (customer_id) do update
            set email = excluded.email, name = excluded.name, deleted = false, as_of = excluded.as_of, version = excluded.version
            where r.version < excluded.version
            or not r.deleted and (r.version is null or r.version = excluded.version)""");
    private static final SqlStatement ERASE = SqlStatement.of("notifications.erase-recipient", """
            insert into recipients as r (customer_id, email, name, deleted, as_of, version)
            values (:customerId, :erased, '', true, :occurredAt, :number)
            on conflict (customer_id) do update
            set email = excluded.email, name = excluded.name, deleted = true, as_of = excluded.as_of, version = excluded.version
            where r.version is null
            or r.version <= excluded.version""");

    private final Sql sql;

    public RecipientRepository(Sql sql) {
        this.sql = sql;
    }

    @Override
    public RecipientRepository in(Sql tx) {
        return new RecipientRepository(tx);
    }

    @Override
    public void save(Event<?> event, UUID customerId, String email, String name) {
        sql.prepare(SAVE)
                .set("customerId", customerId)
                .set("email", email)
                .set("name", name)
                .set("occurredAt", event.occurredAt())
                .set("number", event.number())
                .execute();
    }

    /** The row stays, without address and name, so that other events of the customer, which come later, send nothing. */
    @Override
    public void erase(Event<?> event, UUID customerId) {
        sql.prepare(ERASE)
                .set("customerId", customerId)
                .set("erased", ERASED)
                .set("occurredAt", event.occurredAt())
                .set("number", event.number())
                .execute();
    }
}
