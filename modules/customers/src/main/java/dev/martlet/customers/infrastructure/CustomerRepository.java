package dev.martlet.customers.infrastructure;

import dev.martlet.customers.api.CustomerEvents.CustomerChanged;
import dev.martlet.customers.api.CustomerEvents.CustomerDeleted;
import dev.martlet.customers.api.CustomerEvents.CustomerRegistered;
import dev.martlet.customers.application.Customers;
import dev.martlet.customers.domain.Credit;
import dev.martlet.customers.domain.Customer;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.events.Outbox;
import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table customers. */
public final class CustomerRepository implements Customers {
    private final Outbox outbox;

    public CustomerRepository(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public boolean add(Sql sql, Customer customer, Event<CustomerRegistered> event) {
        var limit = customer.credit().limit();
        return sql.first("""
                with registered as (
                    insert into customers (id, email, name, active, limit_amount, limit_currency, created_at, updated_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?)
                    on conflict (lower(email)) do nothing
                    returning id
                )
                select record_event(?)
                from registered
                """,
                _ -> true,
                customer.id(), customer.email(), customer.name(), customer.active(), limit.amount(), limit.currency(),
                customer.createdAt(), customer.updatedAt(), outbox.parameter(event)).isPresent();
    }

    Optional<Customer> find(Sql sql, UUID id) {
        return sql.first("""
                select id, email, name, active, limit_amount, limit_currency, reserved_amount, created_at, updated_at
                from customers
                where id = ?
                """, CustomerRepository::customer, id);
    }

    @Override
    public Optional<Customer> lock(Sql tx, UUID id) {
        return tx.first("""
                select id, email, name, active, limit_amount, limit_currency, reserved_amount, created_at, updated_at
                from customers
                where id = ?
                for update
                """, CustomerRepository::customer, id);
    }

    List<Customer> withEmail(Sql sql, String email) {
        return sql.list("""
                select id, email, name, active, limit_amount, limit_currency, reserved_amount, created_at, updated_at
                from customers
                where lower(email) = lower(? collate "C")
                """, CustomerRepository::customer, email);
    }

    List<Customer> list(Sql sql, PageRequest page) {
        return sql.list("""
                select id, email, name, active, limit_amount, limit_currency, reserved_amount, created_at, updated_at
                from customers
                where id < coalesce(cast(? as uuid), 'ffffffff-ffff-ffff-ffff-ffffffffffff')
                order by id desc
                limit ?
                """, CustomerRepository::customer, page.before(), page.fetch());
    }

    @Override
    public void update(Sql sql, Customer customer, Event<CustomerChanged> event) {
        var limit = customer.credit().limit();
        sql.first("""
                with changed as (
                    update customers
                    set email = ?, name = ?, active = ?, limit_amount = ?, limit_currency = ?, updated_at = ?
                    where id = ?
                    returning id
                )
                select record_event(?)
                from changed
                """,
                _ -> true,
                customer.email(), customer.name(), customer.active(), limit.amount(), limit.currency(), customer.updatedAt(), customer.id(), outbox.parameter(event));
    }

    @Override
    public void delete(Sql sql, UUID id, Event<CustomerDeleted> event) {
        sql.first("""
                with deleted as (
                    delete from customers
                    where id = ?
                    returning id
                )
                select record_event(?)
                from deleted
                """, _ -> true, id, outbox.parameter(event));
    }

    @Override
    public Optional<Boolean> isActive(Sql sql, UUID id) {
        return sql.first("""
                select active
                from customers
                where id = ?
                """, row -> row.flag("active"), id);
    }

    private static Customer customer(Row row) {
        var limit = row.money("limit");
        return new Customer(
                row.uuid("id"),
                row.text("email"),
                row.text("name"),
                row.flag("active"),
                new Credit(limit, Money.of(row.number("reserved_amount"), limit.currency())),
                row.instant("created_at"),
                row.instant("updated_at"));
    }
}
