package dev.martlet.samples.infrastructure;

import dev.martlet.platform.events.Event;
import dev.martlet.platform.events.Outbox;
import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import dev.martlet.samples.api.SampleEvents.SampleAdded;
import dev.martlet.samples.application.StoredSamples;
import dev.martlet.samples.domain.Sample;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table samples. A change and its event are one statement. */
public final class SampleRepository implements StoredSamples {
    private static final SqlStatement ADD = SqlStatement.of("samples.add", """
            with added as (
                insert into samples (id, customer_id, text, created_at)
                values (:id, :customer_id, :text, :created_at)
                returning id
            )
            select record_event(:event)
            from added""");
    private static final SqlStatement COUNT = SqlStatement.of("samples.count", """
            select count(id) as n
            from samples
            where customer_id = :customer_id""");
    private static final SqlStatement ERASE = SqlStatement.of("samples.erase", """
            delete from samples
            where customer_id = :customer_id
            returning id""");
    private static final SqlStatement FIND = SqlStatement.of("samples.find", """
            select id, customer_id, text, created_at
            from samples
            where id = :id""");
    /** The first page is bounded, too: PostgreSQL makes one plan for all pages, and with an "or" it would not start at the cursor. */
    private static final SqlStatement LIST = SqlStatement.of("samples.list", """
            select id, customer_id, text, created_at
            from samples
            where id < :before
            order by id desc
            limit :limit""");
    private static final SqlStatement LIST_OF_CUSTOMER = SqlStatement.of("samples.list-of-customer", """
            select id, customer_id, text, created_at
            from samples
            where customer_id = :customer_id
            and id < :before
            order by id desc
            limit :limit""");

    private final Sql sql;
    private final Outbox outbox;

    public SampleRepository(Sql sql, Outbox outbox) {
        this.sql = sql;
        this.outbox = outbox;
    }

    @Override
    public SampleRepository in(Sql tx) {
        return new SampleRepository(tx, outbox);
    }

    @Override
    public void add(Sample added, Event<SampleAdded> event) {
        sql.prepare(ADD)
                .set("id", added.id())
                .set("customer_id", added.customerId())
                .set("text", added.text())
                .set("created_at", added.createdAt())
                .set("event", outbox.parameter(event))
                .exists();
    }

    @Override
    public long count(UUID customerId) {
        return sql.prepare(COUNT).set("customer_id", customerId).first(row -> row.number("n")).orElseThrow();
    }

    @Override
    public void erase(UUID customerId) {
        List<UUID> erased = sql.prepare(ERASE).set("customer_id", customerId).list(row -> row.uuid("id"));
        IdempotencyKeys.erase(sql, erased.stream().map(id -> "/samples/" + id).toList());
    }

    Optional<Sample> find(UUID id) {
        return sql.prepare(FIND).set("id", id).first(SampleRepository::read);
    }

    /** Newest first. */
    public List<Sample> list(Optional<UUID> customerId, PageRequest page) {
        var list = customerId.map(id -> sql.prepare(LIST_OF_CUSTOMER).set("customer_id", id)).orElseGet(() -> sql.prepare(LIST));
        return list.set("before", page.beforeOrMax()).set("limit", page.fetch()).list(SampleRepository::read);
    }

    private static Sample read(Row row) {
        return new Sample(row.uuid("id"), row.uuid("customer_id"), row.text("text"), row.instant("created_at"));
    }
}
